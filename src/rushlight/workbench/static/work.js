// How far long work is: asked for now and then, and shown; when a job ends, the page is asked for anew.

const jobs = document.getElementById("jobs");
const under = [...document.querySelectorAll('[data-job][data-over="no"]')];

/** @param {{number: number, over: boolean, share: number | null, counts: string}} job */
function show(job) {
  const card = jobs.querySelector(`[data-job="${job.number}"]`);
  if (!card) return;
  card.querySelector("[data-counts]").textContent = job.counts;
  const bar = card.querySelector("progress");
  if (bar && job.share !== null) bar.value = job.share;
}

async function ask() {
  const answer = await fetch(jobs.dataset.state, { redirect: "error" }).catch(() => null);
  if (!answer || !answer.ok) { location.reload(); return; }
  const told = await answer.json();
  told.forEach(show);
  const open = new Set(told.filter((job) => !job.over).map((job) => String(job.number)));
  if (under.some((card) => !open.has(card.dataset.job))) location.reload();
  else setTimeout(ask, 700);
}

if (under.length) setTimeout(ask, 500);
