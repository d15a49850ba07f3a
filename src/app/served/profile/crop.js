// Cuts a chosen picture to a square before it is sent: dragged, zoomed with the wheel or two fingers, or by the keyboard.
// Without this the server takes the middle. Fetched when a picture is first chosen.
const CLOSEST = 4;
const TYPE = "image/jpeg";

/** What of a picture is seen: a square around a place of it, never beyond its edge. */
function view({ width, height }) {
  const least = Math.min(width, height);
  const at = { x: width / 2, y: height / 2, zoom: 1 };
  const keep = (value, side, all) => Math.min(Math.max(value, side / 2), all - side / 2);
  return {
    at,
    side: () => least / at.zoom,
    move(dx, dy) {
      this.zoomTo(at.zoom, dx, dy);
    },
    zoomTo(zoom, dx = 0, dy = 0) {
      at.zoom = Math.min(Math.max(zoom, 1), CLOSEST);
      at.x = keep(at.x + dx, this.side(), width);
      at.y = keep(at.y + dy, this.side(), height);
    },
  };
}

/** Opens the dialog for what `input` was given; sends its form once it is cut. */
export async function crop(input, dialog) {
  const [file] = input.files;
  // The server says what is wrong with a file that cannot be read.
  const picture = file && (await createImageBitmap(file).catch(() => undefined));
  if (!picture) return;
  const canvas = dialog.querySelector("canvas");
  const slider = dialog.querySelector("input[type=range]");
  const seen = view(picture);
  const draw = () => {
    const side = seen.side();
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, seen.at.x - side / 2, seen.at.y - side / 2, side, side, 0, 0, canvas.width, canvas.height);
    slider.value = seen.at.zoom;
    slider.setAttribute("aria-valuetext", `${Math.round(seen.at.zoom * 100)} %`);
  };
  const act = (change) => (event) => {
    if (change(event) === false) return;
    event.preventDefault();
    draw();
  };
  const over = new AbortController();
  const on = (target, type, change) => target.addEventListener(type, change, { signal: over.signal, passive: false });

  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const zooms = { "+": 1.1, "=": 1.1, "-": 1 / 1.1 };
  on(canvas, "keydown", act(({ key, shiftKey }) => {
    const step = seen.side() / (shiftKey ? 5 : 25);
    if (steps[key]) seen.move(steps[key][0] * step, steps[key][1] * step);
    else if (zooms[key]) seen.zoomTo(seen.at.zoom * zooms[key]);
    else if (key === "0") seen.zoomTo(1);
    else return false;
  }));
  on(slider, "input", act(() => seen.zoomTo(Number(slider.value))));
  on(canvas, "wheel", act(({ deltaY }) => seen.zoomTo(seen.at.zoom * Math.exp(-deltaY / 500))));

  const fingers = new Map();
  const apart = () => {
    const [a, b] = [...fingers.values()];
    return b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };
  on(canvas, "pointerdown", ({ pointerId, clientX, clientY }) => {
    canvas.setPointerCapture(pointerId);
    fingers.set(pointerId, { x: clientX, y: clientY });
  });
  on(canvas, "pointermove", act(({ pointerId, clientX, clientY }) => {
    const before = fingers.get(pointerId);
    if (!before) return false;
    const [count, was] = [fingers.size, apart()];
    fingers.set(pointerId, { x: clientX, y: clientY });
    const scale = seen.side() / canvas.clientWidth / count;
    seen.move((before.x - clientX) * scale, (before.y - clientY) * scale);
    if (was > 0) seen.zoomTo((seen.at.zoom * apart()) / was);
  }));
  for (const type of ["pointerup", "pointercancel"]) on(canvas, type, ({ pointerId }) => fingers.delete(pointerId));

  const close = () => {
    over.abort();
    dialog.close();
    picture.close();
  };
  const cancel = () => {
    input.value = "";
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
    input.focus();
  };
  on(dialog, "cancel", (event) => {
    event.preventDefault();
    cancel();
  });
  on(dialog.querySelector("[data-cancel]"), "click", cancel);
  on(dialog.querySelector("[data-use]"), "click", () => {
    canvas.toBlob((blob) => {
      const cut = new DataTransfer();
      cut.items.add(new File([blob], "picture.jpg", { type: TYPE }));
      input.files = cut.files;
      close();
      input.form.requestSubmit();
    }, TYPE, 0.92);
  });
  draw();
  dialog.showModal();
  canvas.focus();
}
