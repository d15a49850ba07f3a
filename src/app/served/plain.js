// For pages of strangers: the theme goes round, and what the device kept of somebody goes when they are gone.
const THEMES = { system: "as the device", dark: "dark", light: "light" };
const root = document.documentElement;
document.querySelector("[data-next-theme]")?.addEventListener("click", ({ currentTarget }) => {
  const words = (root.dataset.look ?? "").split(" ").filter(Boolean);
  const names = Object.keys(THEMES);
  const now = names.find((name) => words.includes(name)) ?? "system";
  const next = names[(names.indexOf(now) + 1) % names.length];
  const kept = words.filter((word) => !(word in THEMES));
  if (next !== "system") kept.unshift(next);
  root.dataset.look = kept.join(" ");
  document.cookie = `appearance=${kept.join(".")}; Path=/; Max-Age=31536000; SameSite=Lax`;
  currentTarget.title = `Theme: ${THEMES[next]}`;
  currentTarget.setAttribute("aria-label", currentTarget.title);
});
try {
  localStorage.removeItem("adda.kept");
} catch {}
