// Draws the specification of the model into the page. The drawing library comes from the page's own server only.

const NARROW = 560;
let loading;

function base() {
  let path = "/";
  try {
    path = JSON.parse(document.getElementById("jupyter-config-data").textContent).baseUrl || path;
  } catch { /* no page configuration: the root is as good a guess as any */ }
  return new URL(path.endsWith("/") ? path : path + "/", location.origin);
}

function addScript(address) {
  const url = new URL(address, base());
  if (url.origin !== location.origin) return Promise.reject(new Error("another host"));
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url.href;
    script.onload = () => (window.vegaEmbed ? resolve(window.vegaEmbed) : reject(new Error("not the library")));
    script.onerror = () => { script.remove(); reject(new Error("not here")); };
    document.head.append(script);
  });
}

function library(addresses) {
  if (window.vegaEmbed) return Promise.resolve(window.vegaEmbed);
  loading ??= addresses
    .reduce((before, address) => before.catch(() => addScript(address)), Promise.reject(new Error("none")))
    .catch((error) => { loading = undefined; throw error; });
  return loading;
}

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}

const lines = (text) => (Array.isArray(text) ? text.join(" ") : text || "");

function table({ kolom, angka = [], baris }, sentences) {
  const frame = element("div", "pb-tabel");
  const made = frame.appendChild(element("table"));
  const head = made.createTHead().insertRow();
  kolom.forEach((name, at) => {
    const cell = head.appendChild(element("th", angka[at] ? "pb-angka" : "", name));
    cell.scope = "col";
  });
  const body = made.createTBody();
  const add = (row) => {
    const line = body.insertRow();
    row.forEach((value, at) => line.appendChild(element("td", angka[at] ? "pb-angka" : "", value)));
  };
  baris.slice(0, 12).forEach(add);
  if (baris.length > 12) {
    const more = frame.appendChild(element("button", "pb-semua", sentences.all));
    more.type = "button";
    more.onclick = () => { baris.slice(12).forEach(add); more.remove(); };
  }
  return frame;
}

function words(spec, sentences) {
  const { bacaan, tabel } = spec.usermeta || {};
  const details = element("details", "pb-teks");
  details.append(element("summary", "", sentences.table));
  if (bacaan) details.append(element("p", "", bacaan));
  if (tabel) details.append(table(tabel, sentences));
  return bacaan || tabel ? details : "";
}

// One stop for the tab key, arrows from mark to mark; what a mark says is written below the chart.
function keys(drawing, spoken, pick) {
  const marks = [...drawing.querySelectorAll('[role="graphics-symbol"][aria-label]')];
  const centre = (mark) => {
    const box = mark.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const neighbour = (mark, [dx, dy]) => {
    const [x, y] = centre(mark);
    let best, nearest = Infinity;
    for (const other of marks) {
      const [ox, oy] = centre(other);
      const ahead = (ox - x) * dx + (oy - y) * dy;
      const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
      if (ahead > 1 && ahead + 3 * aside < nearest) [best, nearest] = [other, ahead + 3 * aside];
    }
    return best;
  };
  marks.forEach((mark, at) => {
    mark.setAttribute("tabindex", at ? "-1" : "0");
    mark.addEventListener("focus", () => { spoken.textContent = mark.getAttribute("aria-label"); });
    mark.addEventListener("keydown", (event) => {
      if (pick && ["Enter", " "].includes(event.key)) { event.preventDefault(); pick(mark.__data__?.datum); }
      const next = steps[event.key] && neighbour(mark, steps[event.key]);
      if (steps[event.key]) event.preventDefault();
      if (next) { mark.setAttribute("tabindex", "-1"); next.setAttribute("tabindex", "0"); next.focus(); }
    });
  });
}

async function render({ model, el }) {
  let view, turn = 0, shownWidth = 0, timer, closed = false;
  const figure = el.appendChild(element("figure", "pb-bagan"));
  const title = element("h3"), subtitle = element("p", "pb-kecil"), source = element("p", "pb-sumber");
  const spoken = element("p", "pb-terbaca");
  const drawing = element("div", "pb-gambar", model.get("sentences").loading);
  const caption = element("figcaption");
  spoken.setAttribute("role", "status");
  caption.append(title, subtitle);
  let text = element("details");
  figure.append(caption, drawing, spoken, source, text);

  const speak = (spec) => {
    const heading = typeof spec.title === "object" && !Array.isArray(spec.title) ? spec.title : { text: spec.title };
    title.textContent = lines(heading.text);
    subtitle.textContent = lines(heading.subtitle);
    source.textContent = spec.usermeta?.sumber || "";
    const next = words(spec, model.get("sentences"));
    if (next) { next.open = text.open; text.replaceWith(next); text = next; } else text.replaceChildren();
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", model.get("description") || spec.description || title.textContent);
  };

  // What a click on a mark tells the page: only the fields that the specification names.
  const choosing = (spec) => {
    const fields = spec.usermeta?.pilih;
    return fields && ((datum) => {
      if (!datum || !fields.every((name) => name in datum)) return;
      const chosen = Object.fromEntries(fields.map((name) => [name, datum[name]]));
      model.set("picked", { ...chosen, kali: (model.get("picked").kali || 0) + 1 });
      model.save_changes();
    });
  };

  const draw = async () => {
    const mine = ++turn, width = el.clientWidth;
    const narrow = model.get("narrow");
    const spec = width && width < NARROW && Object.keys(narrow).length ? narrow : model.get("spec");
    drawing.style.minHeight = model.get("height") + "px";
    if (!Object.keys(spec).length) return;
    speak(spec);
    if (!width) return;
    shownWidth = width;
    const { title: _, ...rest } = spec;
    try {
      const embed = await library(model.get("bundles"));
      if (closed || mine !== turn) return;
      const sheet = element("div", "pb-lembar");
      sheet.style.visibility = "hidden";
      drawing.append(sheet);
      const result = await embed(sheet, rest, {
        actions: false, renderer: "svg", ast: true,
        loader: { load: () => Promise.reject(new Error("no outside data")) },
      });
      if (closed || mine !== turn) { result.finalize(); sheet.remove(); return; }
      view?.finalize();
      view = result;
      sheet.style.visibility = "";
      drawing.replaceChildren(sheet);
      drawing.style.minHeight = "";
      drawing.removeAttribute("role");
      sheet.firstElementChild?.removeAttribute("title");
      const pick = choosing(spec);
      if (pick) result.view.addEventListener("click", (_, item) => pick(item?.datum));
      keys(sheet, spoken, pick);
    } catch (error) {
      if (closed || mine !== turn) return;
      console.warn("chart:", error.message);
      drawing.style.minHeight = "";
      drawing.replaceChildren(element("p", "pb-gagal", model.get("sentences").failed));
      text.open = true;
    }
  };

  const asked = new URLSearchParams(location.search).get("lang");
  if (["id", "en"].includes(asked) && model.get("page_language") !== asked) {
    model.set("page_language", asked);
    model.save_changes();
  }
  model.on("change:spec change:narrow change:sentences", draw);
  const watch = new ResizeObserver(() => {
    if (Math.abs(el.clientWidth - shownWidth) < 2) return;
    clearTimeout(timer);
    timer = setTimeout(draw, shownWidth ? 120 : 0);
  });
  watch.observe(el);
  draw();
  return () => {
    closed = true;
    clearTimeout(timer);
    watch.disconnect();
    model.off("change:spec change:narrow change:sentences", draw);
    view?.finalize();
  };
}

export default { render };
