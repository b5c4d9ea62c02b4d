// Keys of the review: each presses the button it is written on. Which key is which is kept in this browser.
const STORE = "tenure-review-keys";
const FIRST = { accept: "a", reject: "r", correct: "c", skip: "s", undo: "u" };

function kept() {
  try { return { ...FIRST, ...JSON.parse(localStorage.getItem(STORE) ?? "{}") }; } catch { return { ...FIRST }; }
}

let keys = kept();
const form = document.getElementById("keys");

function write() {
  for (const one of document.querySelectorAll("[data-act]")) {
    const shown = one.querySelector("kbd");
    if (shown) shown.textContent = keys[one.dataset.act];
    one.setAttribute("aria-keyshortcuts", keys[one.dataset.act]);
  }
  for (const [act, key] of Object.entries(keys)) form.elements[act].value = key;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const wanted = Object.fromEntries(new FormData(form));
  const used = new Set(Object.values(wanted).map((key) => key.toLowerCase()));
  const first = form.querySelector("input");
  first.setCustomValidity(used.size < Object.keys(wanted).length ? "2 = 1" : "");
  if (!form.reportValidity()) return;
  keys = { ...keys, ...wanted };
  localStorage.setItem(STORE, JSON.stringify(keys));
  write();
});
form.addEventListener("input", () => form.querySelector("input").setCustomValidity(""));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.matches("input, select, textarea")) return;
  const act = Object.keys(keys).find((one) => keys[one].toLowerCase() === event.key.toLowerCase());
  const button = act && document.querySelector(`[data-act="${act}"]`);
  if (!button || button.disabled) return;
  event.preventDefault();
  if (act === "correct") {
    document.getElementById("fields").open = true;
    document.querySelector('#decide [name="reason"]').focus();
  } else button.click();
});
write();
