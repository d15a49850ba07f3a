// The list of chats as a person uses it, in its drawer on a phone.
import { expect, type Locator, type Page } from "@playwright/test";

export class Shelf {
  readonly list: Locator;
  readonly rows: Locator;
  readonly find: Locator;
  readonly undo: Locator;

  constructor(
    readonly page: Page,
    readonly isMobile: boolean,
  ) {
    this.list = page.getByRole("navigation", { name: "Conversations" });
    this.rows = this.list.getByRole("listitem");
    this.find = this.list.getByRole("searchbox", { name: "Find a conversation" });
    this.undo = page.getByRole("button", { name: "Undo" });
  }

  /** Brings the list into view. */
  async open() {
    // A drawer that is closing can still be seen.
    if (this.isMobile && !(await this.page.locator("#list").evaluate((list) => list.matches("[data-open], :target")))) {
      await this.page.getByRole("link", { name: "Open the list of conversations" }).click();
    }
    await expect(this.list).toBeVisible();
  }

  row(title: string): Locator {
    return this.rows.filter({ hasText: title });
  }

  /** The group a row stands in, such as "Today". */
  group(name: string): Locator {
    return this.list.getByRole("list", { name, exact: true });
  }

  /** Opens the menu of a chat. */
  async menu(title: string): Promise<Locator> {
    await this.open();
    await this.row(title).hover();
    await this.list.getByRole("button", { name: `Options of ${title}`, exact: true }).click();
    const menu = this.page.getByRole("menu", { name: `Options of ${title}` });
    await expect(menu).toBeVisible();
    return menu;
  }

  /** Does what the menu of a chat offers. */
  async act(title: string, entry: string | RegExp) {
    const menu = await this.menu(title);
    await menu.getByRole("menuitem", { name: entry }).click();
  }
}
