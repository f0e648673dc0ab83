// After a lock nothing stays to be read: not in this tab, not in another, not behind the back button.
// Which page this is, and after how many seconds the casefile rests, stands on the body.

const { place, rest } = document.body.dataset;
const others = new BroadcastChannel("rushlight");
const told_every = 30_000, looked_every = 5_000;
let used = Date.now(), told = used;

/** Empty the page at once; soon, when the lock is done for certain, show what is there: the box for the passphrase. */
function blank() {
  document.body.replaceChildren();
  setTimeout(() => location.replace(place), 1_000);
}

/** Ask whether the casefile is open still; where nobody answers, it is not. */
async function ask(path, how) {
  const answer = await fetch(place + path, how).catch(() => null);
  if (answer?.status !== 204) blank();
}

/** Somebody is here: tell it now and then, so that a long text may take its time. */
function use() {
  used = Date.now();
  if (used - told < Math.min(told_every, rest * 500)) return;
  told = used;
  ask("here", { method: "POST", body: new URLSearchParams({ here: "1" }) });
}

/** Nobody used this tab for so long that the casefile locked, unless another tab was used. */
function look() {
  if (Date.now() - used >= rest * 1000) ask("still-open");
}

if (Number(rest)) {
  for (const kind of ["keydown", "pointerdown", "input", "scroll"]) addEventListener(kind, use, { capture: true, passive: true });
  setInterval(look, Math.min(looked_every, rest * 500));
  document.addEventListener("visibilitychange", look);
  others.addEventListener("message", blank);
  document.getElementById("lock")?.addEventListener("submit", () => others.postMessage("locked"));
}
// what is shown for a while only goes by itself
for (const { dataset } of document.querySelectorAll("[data-closes]")) {
  setTimeout(() => { document.body.replaceChildren(); location.replace(dataset.to); }, dataset.closes * 1000);
}
// what the browser keeps for its back button is kept unseen, and asked for again: the casefile may be locked by then
addEventListener("pagehide", () => { document.documentElement.hidden = true; });
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
