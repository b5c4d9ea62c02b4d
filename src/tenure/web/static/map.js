// The map and its clock. The list beside it is redrawn from the same rows, so that both always say the same.
import { standing, stepped, toDay, toNumber } from "./clock.js";

const L = window.L;
const SVG = "http://www.w3.org/2000/svg";
const SIZES = { large: 38, medium: 32, small: 26 };
const box = document.getElementById("map");
const table = document.getElementById("rows");
const words = JSON.parse(table.dataset.words);
const MOST = Number(table.dataset.most);
const form = document.querySelector("form.clock");
const asOf = form.elements.as_of;
const knownBy = form.elements.known_by;
const count = document.getElementById("count");
let timeline = null;
let settled = null;
const drawn = new Map();
let listed = new Map();
let fitted = false;

const map = L.map(box, { zoomControl: false, attributionControl: true, worldCopyJump: true, minZoom: 1, maxZoom: 12, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false }).setView([40, 45], 6);
map.attributionControl.setPrefix("Leaflet");
map.attributionControl.addAttribution("Natural Earth");
L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
const renderer = L.svg({ padding: 0.5 });
const layer = L.layerGroup().addTo(map);
const named = L.layerGroup();

async function lines(name) {
  const answer = await fetch(`/static/lines/${name}.geojson`);
  const data = await answer.json();
  L.geoJSON(data, { renderer, interactive: false, style: (one) => ({ className: one.properties.kind, fill: false, stroke: true, color: null, weight: null, opacity: null }) }).addTo(map);
  for (const { properties } of data.features) if (properties.at) {
    const text = document.createElement("span");
    text.textContent = words.lines[properties.name] ?? properties.name;
    L.marker(properties.at, { icon: L.divIcon({ html: text, className: "line-name", iconSize: [120, 16] }), interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(named);
  }
}

// The names of disputed lines, where there is room for them.
function naming() {
  if (map.getZoom() >= 4) named.addTo(map);
  else named.remove();
}

function rowsOn(day) {
  const rows = [];
  const all = form.elements.times.checked;
  for (const line of timeline.lines) for (const found of all ? line.s : [standing(line.s, day)]) {
    if (found === null) continue;
    rows.push({ place: timeline.places[line.p], holder: timeline.holders[line.h], aspect: line.a, status: found[0], group: timeline.groups[found[0]], start: [found[1], found[2]], stale: found[5], verdict: found[6], quantity: found[7] });
  }
  // Lines come by place already; within a place the one that speaks for it stands first.
  const rank = (row) => timeline.order.indexOf(row.group) * 2 + (row.stale ? 1 : 0);
  rows.sort((a, b) => a.place.number - b.place.number || rank(a) - rank(b));
  return rows;
}

function byPlace(rows) {
  const found = new Map();
  for (const row of rows) {
    if (!found.has(row.place.id)) found.set(row.place.id, []);
    found.get(row.place.id).push(row);
  }
  return [...found.values()];
}

function element(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function others(rows) {
  const found = new Set(rows.filter((row) => row.group !== "gone").map((row) => row.holder.letters));
  found.delete(rows[0].holder.letters);
  return found.size;
}

// What can be read on a mark; its spoken name begins with the same.
const face = (rows) => rows[0].holder.letters + (others(rows) ? ` +${others(rows)}` : "");

function mark(rows) {
  const first = rows[0];
  const shape = first.stale && first.group === "there" ? "stale" : first.group;
  const parts = [element("circle", { class: "ground", cx: 17, cy: 17, r: 15 }), element("use", { href: `/static/marks.svg#${shape}` })];
  if (shape !== "there") parts.push(element("rect", { class: "letters-plate", x: 6, y: 10, width: 22, height: 14, rx: 3 }));
  parts.push(element("text", { x: 17, y: 22 }, first.holder.letters));
  if (others(rows)) parts.push(element("text", { class: "more", x: 31, y: 8 }, ` +${others(rows)}`));
  return element("svg", { viewBox: "0 0 34 34", class: `mark ${first.group}${first.stale ? " stale" : ""} hue-${first.holder.hue}`, "aria-hidden": "true" }, ...parts);
}

function spoken(rows) {
  const told = rows.map((row) => `${row.holder.name}: ${words.status[row.status]}${row.stale ? `, ${words.stale}` : ""}`);
  return `${face(rows)} ${rows[0].place.name}. ${told.join("; ")}`;
}

function draw(rows) {
  const groups = byPlace(rows).filter((group) => group[0].place.at !== null);
  const cells = new Map();
  const seen = map.getBounds().pad(0.3);
  for (const group of groups) {
    if (!seen.contains(group[0].place.at)) continue;
    const at = map.project(group[0].place.at);
    const key = `${Math.floor(at.x / 44)}:${Math.floor(at.y / 44)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(group);
  }
  const wanted = new Map();
  for (const [key, inside] of cells) {
    if (inside.length > 1 && map.getZoom() < map.getMaxZoom()) wanted.set(`${map.getZoom()} ${key} ${inside.length}`, () => cluster(inside));
    else for (const rows of inside) wanted.set(`${rows[0].place.id} ${spoken(rows)}`, () => pin(rows));
  }
  // What looks the same as a step ago stays where it is.
  for (const [key, old] of drawn) if (!wanted.has(key)) { layer.removeLayer(old); drawn.delete(key); }
  for (const [key, make] of wanted) if (!drawn.has(key)) drawn.set(key, make());
}

function pin(rows) {
  const size = SIZES[rows[0].place.size];
  const icon = L.divIcon({ html: mark(rows), className: "pin", iconSize: [size, size] });
  const label = spoken(rows);
  const made = L.marker(rows[0].place.at, { icon, title: label, alt: label, keyboard: true });
  made.on("click keypress", (event) => {
    if (event.type === "click" || event.originalEvent.key === "Enter") location.href = placeAddress(rows[0].place.id);
  });
  made.addTo(layer);
  const node = made.getElement();
  node.setAttribute("role", "link");
  node.setAttribute("aria-label", label);
  return made;
}

function cluster(inside) {
  const middle = [0, 1].map((axis) => inside.reduce((sum, rows) => sum + rows[0].place.at[axis], 0) / inside.length);
  const text = document.createElement("span");
  text.textContent = inside.length;
  const label = box.dataset.cluster.replace("%n", inside.length);
  const made = L.marker(middle, { icon: L.divIcon({ html: text, className: "pin cluster", iconSize: [34, 34] }), title: label, alt: label });
  made.on("click keypress", (event) => {
    if (event.type === "click" || event.originalEvent.key === "Enter") map.fitBounds(L.latLngBounds(inside.map((rows) => rows[0].place.at)).pad(0.3), { maxZoom: Math.max(map.getZoom() + 1, 10) });
  });
  made.addTo(layer);
  made.getElement().setAttribute("aria-label", label);
  return made;
}

function placeAddress(id) {
  const address = new URL(box.dataset.place, location.href);
  const query = address.searchParams;
  query.set("id", id);
  query.set("as_of", asOf.value);
  if (knownBy.value) query.set("known_by", knownBy.value);
  else query.delete("known_by");
  return address.pathname + "?" + query;
}

function node(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function since([one, other]) {
  if (one === other) return [one === null ? words.time.unknown : node("span", one, "day")];
  if (one === null) return [node("span", words.time.by.replace("%d", other), "day")];
  if (other === null) return [node("span", words.time.after.replace("%d", one), "day")];
  return [node("span", `${one} …`, "day"), " ", node("span", other, "day")];
}

function list(rows) {
  const before = listed;
  listed = new Map();
  for (const row of rows.slice(0, MOST)) {
    const key = JSON.stringify([row.place.id, row.holder.id, row.aspect, row.status, row.start, row.stale, row.verdict, row.quantity]);
    listed.set(key, before.get(key) ?? listedRow(row));
  }
  for (const line of listed.values()) {
    const link = line.querySelector("a");
    link.href = placeAddress(link.dataset.place);
  }
  table.tBodies[0].replaceChildren(...listed.values());
  // Of a very large record only the first of each place is told, and how much there is.
  const [total, places] = timeline.counted ?? [rows.length, byPlace(rows).length];
  document.getElementById("more").hidden = total <= MOST;
  count.textContent = count.dataset.said.replace("%l", total).replace("%p", places);
}

function listedRow(row) {
  const line = node("tr");
  const place = node("th");
  place.scope = "row";
  const link = node("a");
  link.dataset.place = row.place.id;
  link.append(node("bdi", row.place.name));
  place.append(link);
  if (row.place.kind === null) { const mark = node("abbr", "?"); mark.title = "?"; place.append(" ", mark); }
  const holder = node("td");
  const badge = node("span", row.holder.letters, `badge hue-${row.holder.hue}`);
  badge.setAttribute("aria-hidden", "true");
  holder.append(badge, " ", node("bdi", row.holder.name));
  const within = row.holder.within.at(-1);
  if (within) holder.append(" ", node("span", `(${within})`, "within"));
  const status = node("td");
  status.append(node("span", words.status[row.status], `status ${row.group}${row.stale ? " stale" : ""}`), " ");
  if (row.quantity) { const quantity = node("small"); quantity.append(node("bdi", row.quantity)); status.append(quantity, " "); }
  if (row.stale) status.append(node("small", words.stale), " ");
  status.append(node("small", words.aspect[row.aspect]));
  const begun = node("td");
  begun.append(...since(row.start));
  line.append(place, holder, status, begun, node("td", words.verdict[row.verdict]));
  return line;
}

let shown = [];
function show(day) {
  const started = performance.now();
  shown = rowsOn(day);
  draw(shown);
  list(shown);
  box.dataset.step = (performance.now() - started).toFixed(1);
}

function address() {
  const query = new URLSearchParams(new FormData(form));
  for (const [key, value] of [...query]) if (!value) query.delete(key);
  return query;
}

// Where the map stands is in the address, too, once somebody has moved it.
let moved = new URLSearchParams(location.search).get("at");
function remember() {
  const query = address();
  if (moved) query.set("at", moved);
  history.replaceState(null, "", "?" + query);
}

function place() {
  const [lat, lon, zoom] = (moved ?? "").split(",").map(Number);
  if (moved === null || [lat, lon, zoom].some((one) => !Number.isFinite(one))) return;
  map.setView([lat, lon], zoom);
  fitted = true;
}

// While the hand moves, the page tells from what it has; once it rests, the record itself is asked.
function turned() {
  show(asOf.value);
  slide.value = toNumber(asOf.value);
  marksteps();
  clearTimeout(settled);
  settled = setTimeout(async () => {
    remember();
    await load(address());
    box.dataset.settled = asOf.value + "|" + knownBy.value;
  }, 200);
}

async function load(query) {
  const answer = await fetch("/timeline.json?" + query);
  if (!answer.ok) return;
  timeline = await answer.json();
  const text = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  const ordered = [...timeline.places].sort((a, b) => text(a.name, b.name) || text(a.id, b.id));
  ordered.forEach((place, number) => { place.number = number; });
  show(asOf.value);
  fit();
}

function fit() {
  const found = shown.filter((row) => row.place.at !== null && row.place.kind !== "country").map((row) => row.place.at);
  if (!fitted && found.length) {
    map.fitBounds(L.latLngBounds(found).pad(0.1), { maxZoom: 9 });
    fitted = true;
  }
}

const slide = form.querySelector(".as-of");
const slideKnown = form.querySelector(".known-by");
function marksteps() {
  for (const step of form.querySelectorAll(".step")) {
    const possible = stepped(timeline.days, asOf.value, Number(step.dataset.step)) !== null;
    step.toggleAttribute("aria-disabled", !possible);
    if (!possible) step.setAttribute("aria-disabled", "true");
  }
}

function wind() {
  const [first, last] = [toNumber(form.dataset.first), toNumber(form.dataset.last)];
  for (const one of [slide, slideKnown]) { one.min = first; one.max = last; }
  slide.value = toNumber(asOf.value);
  slideKnown.value = knownBy.value ? toNumber(knownBy.value) : last;
  const say = () => { slide.setAttribute("aria-valuetext", asOf.value); slideKnown.setAttribute("aria-valuetext", knownBy.value || "–"); };
  say();
  slide.addEventListener("input", () => { asOf.value = toDay(Number(slide.value)); say(); turned(); });
  slideKnown.addEventListener("input", () => { knownBy.value = Number(slideKnown.value) === last ? "" : toDay(Number(slideKnown.value)); say(); turned(); });
  for (const one of [asOf, knownBy]) one.addEventListener("change", () => { if (asOf.value) { say(); turned(); } });
  for (const step of form.querySelectorAll(".step")) step.addEventListener("click", (event) => {
    event.preventDefault();
    const day = stepped(timeline.days, asOf.value, Number(step.dataset.step));
    if (day !== null) { asOf.value = day; say(); turned(); }
  });
  form.elements.times.addEventListener("change", turned);
  form.querySelector(".slides").hidden = false;
  play(say);
}

function play(say) {
  const button = form.querySelector(".play");
  let running = null;
  button.hidden = false;
  const stop = () => { clearInterval(running); running = null; button.textContent = button.dataset.play; };
  button.addEventListener("click", () => {
    if (running !== null) return stop();
    if (stepped(timeline.days, asOf.value, 1) === null) asOf.value = form.dataset.first;
    button.textContent = button.dataset.pause;
    running = setInterval(() => {
      const day = stepped(timeline.days, asOf.value, 1);
      if (day === null) return stop();
      asOf.value = day; say(); turned();
    }, 900);
  });
}

const began = performance.now();
place();
await load(address());
map.on("moveend", () => {
  draw(shown);
  const { lat, lng } = map.getCenter();
  moved = `${lat.toFixed(3)},${lng.toFixed(3)},${map.getZoom()}`;
  remember();
});
wind();
await lines("countries");
box.dataset.ready = (performance.now() - began).toFixed(0);
let provinces = false;
async function finer() {
  if (!provinces && map.getZoom() >= 6) { provinces = true; await lines("provinces"); }
}
map.on("zoomend", () => { naming(); finer(); });
naming();
await finer();
