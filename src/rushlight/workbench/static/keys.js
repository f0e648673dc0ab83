// Keys: each presses the button or link that carries its verb. Which keys there are stands in the footer.
// A letter typed under another layout is found by its place on the keyboard (event.code); composing is left alone.

const go = "G";
const shifts = { count: 0, since: 0 };
let prefix = "";

/** The sign that was typed, as the key map writes it. @param {KeyboardEvent} event */
function typed(event) {
  if (/^[\x21-\x7e]$/.test(event.key)) return event.key.toUpperCase();
  const place = /^(?:Key|Digit)(.)$/.exec(event.code);
  if (place) return place[1];
  return { Slash: event.shiftKey ? "?" : "/", BracketLeft: "[", BracketRight: "]", ArrowDown: "J", ArrowUp: "K" }[event.code] ?? "";
}

/** @param {EventTarget | null} target */
function writing(target) {
  return target instanceof Element && target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

/** Blank the page and let go of the keys: Shift three times within a second and a half. */
function shifted(event) {
  if (event.key !== "Shift" || event.repeat) { if (event.key !== "Shift") shifts.count = 0; return; }
  const now = performance.now();
  shifts.count = now - shifts.since < 1500 && shifts.count ? shifts.count + 1 : 1;
  if (shifts.count === 1) shifts.since = now;
  const lock = document.getElementById("lock");
  if (shifts.count === 3 && lock instanceof HTMLFormElement) {
    lock.requestSubmit();
    document.body.hidden = true;
  }
}

/** The next or previous item of the page takes the focus, where no link goes there. */
function step(by) {
  const items = [...document.querySelectorAll("[data-item]")];
  if (!items.length) return false;
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.min(Math.max(at + by, 0), items.length - 1)];
  next.tabIndex = -1;
  next.focus();
  return true;
}

/** The button or link of a verb, if the page has one. */
function button(verb) {
  if (verb.startsWith("go-")) return document.querySelector(`[data-room="${verb.slice(3)}"]`);
  return [...document.querySelectorAll(`[data-key-verb="${verb}"]`)].find((e) => !e.disabled);
}

/** The footer names the keys that do something on this page as it stands. */
function name() {
  const steps = document.querySelector("[data-item]") ? ["next", "previous"] : [];
  for (const row of document.querySelectorAll("footer.keys [data-verb]")) {
    row.hidden = row.dataset.key.includes(" ") || !(button(row.dataset.verb) || steps.includes(row.dataset.verb));
  }
  for (const row of document.querySelectorAll("footer.keys [data-verb]")) {
    for (const kbd of document.querySelectorAll(`main [data-key-verb="${row.dataset.verb}"] kbd`)) {
      if (kbd.textContent !== row.dataset.key) kbd.textContent = row.dataset.key; // whoever chose another key reads it
    }
  }
  const footer = document.querySelector("footer.keys");
  if (footer) footer.hidden = false;
}

function act(verb) {
  const found = button(verb);
  if (found) { found.click(); return true; }
  if (verb === "next" || verb === "previous") return step(verb === "next" ? 1 : -1);
  return false;
}

function pressed(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (document.body.dataset.keys !== "on" || writing(event.target)) return;
  const sign = typed(event);
  if (!sign) return;
  const key = prefix ? `${prefix} ${sign}` : sign;
  prefix = "";
  if (key === go) { prefix = go; return; }
  const row = document.querySelector(`footer.keys [data-key="${CSS.escape(key)}"]`);
  if (!row || (event.repeat && !/^(next|previous)/.test(row.dataset.verb))) return; // a key held down decides once
  if (act(row.dataset.verb)) event.preventDefault();
}

/** Escape closes what a key or a click has opened, and goes back to where it was opened. */
function escaped(event) {
  if (event.key !== "Escape" || event.isComposing || !(event.target instanceof Element)) return;
  const opened = event.target.closest("main details[open]");
  if (!opened) return;
  opened.open = false;
  opened.querySelector("summary").focus();
}

name();
const main = document.getElementById("main");
if (main) new MutationObserver(name).observe(main, { childList: true, subtree: true });
addEventListener("keydown", shifted);
addEventListener("keydown", escaped);
addEventListener("keydown", pressed);
