// For pages of strangers: the theme goes round, and what the device kept of somebody goes when they are gone.
const THEMES = ["system", "dark", "light"];
const root = document.documentElement;
document.querySelector("[data-next-theme]")?.addEventListener("click", ({ currentTarget }) => {
  const words = (root.dataset.look ?? "").split(" ").filter(Boolean);
  const now = THEMES.find((name) => words.includes(name)) ?? "system";
  const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
  const kept = words.filter((word) => !THEMES.includes(word));
  if (next !== "system") kept.unshift(next);
  root.dataset.look = kept.join(" ");
  document.cookie = `appearance=${kept.join(".")}; Path=/; Max-Age=31536000; SameSite=Lax`;
  currentTarget.title = currentTarget.dataset[next];
  currentTarget.setAttribute("aria-label", currentTarget.title);
});
try {
  localStorage.removeItem("adda.kept");
} catch {}
