// Copies what a button names, sends a form when its choice changes, keeps looks as they are chosen, names a chosen file, has
// a chosen picture cut, and shows that a sent form, or how much of a sent file, is on its way.
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
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = words), 1600);
});
on("change", ({ target }) => target.matches("[data-send]") && target.form.requestSubmit());
const nameFile = (input) => {
  const said = input.parentElement.querySelector("[data-none]");
  said.textContent = input.files[0]?.name ?? said.dataset.none;
};
on("change", ({ target }) => target.type === "file" && nameFile(target));
// A page that is loaded again may have kept its file.
document.querySelectorAll("input[type=file]").forEach(nameFile);
on("change", async ({ target }) => {
  const form = target.closest("[data-crop]");
  if (form && target.files?.length) (await import(form.dataset.crop)).crop(target, document.getElementById("crop"));
});
on("change", async ({ target }) => {
  const form = target.closest("[data-looks]");
  if (!form) return;
  const looks = Object.fromEntries(new FormData(form));
  document.documentElement.dataset.look = Object.values(looks).join(" ");
  const said = form.querySelector("[data-kept]");
  const kept = await fetch("/api/v1/me/appearance", {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(looks),
  }).catch(() => undefined);
  if (kept?.ok && target.name === "language") return location.reload();
  said.textContent = kept?.ok ? said.dataset.kept : said.dataset.lost;
});
on("submit", async (event) => {
  const { target, submitter } = event;
  target.setAttribute("aria-busy", "true");
  if (target.dataset.upload) {
    event.preventDefault();
    const upload = await import(target.dataset.upload).catch(() => undefined);
    return upload ? upload.send(target, submitter ?? target.querySelector("[type=submit]")) : target.submit();
  }
  if (submitter?.dataset.busy) submitter.textContent = submitter.dataset.busy;
});
// How far a file is that is being read.
const reading = document.querySelector("[data-import]");
const look = async () => {
  const answer = await fetch("/api/v1/imports").catch(() => undefined);
  const last = answer?.ok && (await answer.json()).items[0];
  if (last && last.state !== "running") return location.reload();
  if (last) {
    document.getElementById("import-progress").value = last.read;
    const counts = reading.querySelector("[data-counts]");
    counts.textContent = counts.dataset.counts.replace("#", last.added.toLocaleString(document.documentElement.lang));
  }
  setTimeout(look, 1000);
};
if (reading) setTimeout(look, 700);
// Coming back to a page shows it as it was left; a page that answers a form is not asked for twice.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
history.replaceState(null, "", location.href);
