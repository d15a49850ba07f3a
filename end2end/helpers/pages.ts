// Every page that has an address, with something to show on each.
import { expect } from "@playwright/test";
import type { Account } from "./account";

/** What addresses are about. */
export interface Scene {
  chat: string;
  /** An answer in it. */
  message: string;
  /** Where a snapshot of it is read. */
  link: string;
  person: string;
}

/** By the app's routes. The first need nobody signed in. */
export const STRANGERS: Record<string, string> = { "/auth/login": "/auth/login", "/auth/register": "/auth/register?next=%2Fchats" };

export const PAGES: Record<string, (scene: Scene) => string[]> = {
  "/": () => ["/"],
  "/admin": () => ["/admin"],
  "/admin/people/{id}": ({ person }) => [`/admin/people/${person}`],
  "/admin/services": () => ["/admin/services"],
  "/admin/settings": () => ["/admin/settings"],
  "/admin/usage": () => ["/admin/usage"],
  "/c/{id}": ({ chat }) => [`/c/${chat}`, "/c/0190b5c4-0000-7000-8000-000000000000"],
  "/c/{id}/share": ({ chat }) => [`/c/${chat}/share`],
  "/chats": () => ["/chats"],
  "/docs/{name}": () => ["/docs/using"],
  "/messages/{id}/sent": ({ chat, message }) => [`/messages/${message}/sent?chat=${chat}`],
  "/offline": () => ["/offline"],
  "/s/{link}": ({ link }) => [link, `/s/${"A".repeat(43)}`],
  "/search": () => ["/search", "/search?q=start", "/search?q=zzz"],
  "/settings": () => ["/settings"],
  "/settings/api-keys": () => ["/settings/api-keys"],
  "/settings/appearance": () => ["/settings/appearance"],
  "/settings/data": () => ["/settings/data"],
  "/settings/keys": () => ["/settings/keys"],
  "/settings/privacy": () => ["/settings/privacy"],
  "/settings/profile": () => ["/settings/profile"],
  "/settings/usage": () => ["/settings/usage"],
};

/** All addresses, of things that are there. */
export const addresses = (scene: Scene) => Object.values(PAGES).flatMap((page) => page(scene));

/** Gives the person a chat of this title with an answer in it, a link to it, and what else pages show. */
export async function furnish(account: Account, title: string): Promise<Scene> {
  const chat = await account.conversation(title);
  const { answer } = await account.say(chat, "How do I start a chat?");
  const made = await account.post(`/api/v1/conversations/${chat}/shares`, { expires_in_days: 7 });
  expect(made.status()).toBe(201);
  const { path } = await made.json();
  const { user } = await (await account.get("/api/v1/me")).json();
  return { chat, message: answer.id, link: path, person: user.id };
}
