// Copies what a button names, sends a form when its choice changes, and shows that a sent form is on its way.
const on = (type, act) => document.addEventListener(type, act);
on("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const from = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(from.value ?? from.textContent);
  } catch {
    from.select?.();
    return;
  }
  const words = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = words), 1600);
});
on("change", ({ target }) => target.matches("[data-send]") && target.form.requestSubmit());
on("submit", ({ target, submitter }) => {
  target.setAttribute("aria-busy", "true");
  if (submitter?.dataset.busy) submitter.textContent = submitter.dataset.busy;
});
// Coming back to a page shows it as it was left; a page that answers a form is not asked for twice.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
history.replaceState(null, "", location.href);
