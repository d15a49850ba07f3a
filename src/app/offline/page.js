// Starts the app where its page could not come from the server, in the looks chosen on this device.
const { js, wasm } = document.currentScript.dataset;
const looks = /(?:^|; )appearance=([a-z_.]+)/.exec(document.cookie);
if (looks) document.documentElement.dataset.look = looks[1].replaceAll(".", " ");

// What is shared is a draft, which needs no server.
if (location.pathname === "/share") history.replaceState(null, "", `/${location.search}`);

addEventListener("DOMContentLoaded", () => {
  document.getElementById("try-again").addEventListener("click", () => location.reload());
  if (/^\/(c\/[^/]+\/?)?$/.test(location.pathname)) {
    import(js).then((app) => app.default({ module_or_path: wasm }).then(() => app.hydrate()));
  } else {
    // The app works this button, and is not here.
    document.querySelector("[data-next-theme]").hidden = true;
    addEventListener("online", () => location.reload());
  }
});
