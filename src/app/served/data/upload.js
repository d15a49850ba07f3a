// Sends a form's file and shows how much of it is there; without this the browser sends it and shows nothing. Fetched when a
// form is first sent.
const language = document.documentElement.lang;

/** Sends `form` as its `button` would. What the server says is on the page it leads to. */
export function send(form, button) {
  const [sending, trouble] = ["[data-sending]", "[data-trouble]"].map((name) => form.querySelector(name));
  const [bar, said, stop] = ["progress", "p", "button"].map((name) => sending.querySelector(name));
  const show = (isSending, words = "") => {
    [button.hidden, sending.hidden, trouble.hidden] = [isSending, !isSending, !words];
    trouble.textContent = words;
    (isSending ? stop : button).focus();
  };
  const end = (words) => {
    form.removeAttribute("aria-busy");
    show(false, words);
  };
  const size = [...form.querySelectorAll("input[type=file]")].reduce((sum, { files }) => sum + (files[0]?.size ?? 0), 0);
  if (size > Number(form.dataset.most)) return end(trouble.dataset.long);

  const request = new XMLHttpRequest();
  const tell = (loaded, total) => {
    bar.max = total;
    bar.value = loaded;
    said.textContent = said.dataset.sent.replace("#", (loaded / total).toLocaleString(language, { style: "percent" }));
  };
  request.upload.addEventListener("progress", ({ loaded, total }) => tell(loaded, total));
  request.addEventListener("load", () => (request.status < 400 ? go(request.responseURL) : end(trouble.dataset.lost)));
  request.addEventListener("error", () => end(trouble.dataset.lost));
  request.addEventListener("abort", () => end());
  stop.onclick = () => request.abort();
  tell(0, Math.max(size, 1));
  show(true);
  request.open("POST", form.action);
  request.send(new FormData(form));
}

/** To the page that answered, also where it is this one. */
function go(address) {
  const page = new URL(address);
  if (!page.search) page.hash = "import";
  history.replaceState(null, "", page);
  location.reload();
}
