// Starts the app where its page could not come from the server, in the looks and the language chosen on this device.
const { js, wasm } = document.currentScript.dataset;
const root = document.documentElement;
const looks = /(?:^|; )appearance=([a-z_.]+)/.exec(document.cookie)?.[1].split(".") ?? [];
if (looks.length) root.dataset.look = looks.join(" ");

// What is shared is a draft, which needs no server.
if (location.pathname === "/share") history.replaceState(null, "", `/${location.search}`);

addEventListener("DOMContentLoaded", () => {
  speak([...looks, ...navigator.languages]);
  document.getElementById("try-again").addEventListener("click", () => location.reload());
  if (/^\/(c\/[^/]+\/?)?$/.test(location.pathname)) {
    import(js).then((app) => app.default({ module_or_path: wasm }).then(() => app.hydrate()));
  } else {
    // The app works this button, and is not here.
    document.querySelector("[data-next-theme]").hidden = true;
    addEventListener("online", () => location.reload());
  }
});

// The page stands in one language, and beside it in the others. What is wanted most comes first.
function speak(wanted) {
  const others = [...document.querySelectorAll("template[lang]")];
  for (const tag of wanted) {
    const speaks = ({ lang }) => lang === tag || lang === tag.split("-")[0];
    const page = [root, ...others].find(speaks);
    if (!page) continue;
    if (page === root) return;
    [root.lang, root.dir, document.title] = [page.lang, page.dir, page.dataset.title];
    document.body.replaceChildren(page.content);
    return;
  }
}
