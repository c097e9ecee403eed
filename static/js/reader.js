// For readers whose browser runs scripts: a figure's origin and a term's meaning open beside the
// page, and the contents show where one is. Without it every link leads to a page of its own.
"use strict";

const panel = document.createElement("dialog");
panel.className = "panel";
panel.setAttribute("aria-label", "说明");
panel.innerHTML = '<form method="dialog" class="close"><button>关闭</button></form><div></div>';
document.body.append(panel);
panel.addEventListener("click", (event) => {
  if (event.target === panel) panel.close();
});

function show(node) {
  panel.lastElementChild.replaceChildren(node);
  if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
}

async function showOrigin(link) {
  const response = await fetch(link.href);
  if (!response.ok) throw new Error(response.status);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const origin = page.querySelector(".origin");
  for (const each of origin.querySelectorAll("a[href]")) {
    each.href = new URL(each.getAttribute("href"), response.url).href;
  }
  show(origin);
}

function showTerm(link) {
  const meaning = document.querySelector(link.hash).cloneNode(true);
  meaning.removeAttribute("id");
  show(meaning);
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a");
  if (!(link instanceof HTMLAnchorElement)) return; // a node of the picture has no pathname
  if (link.pathname.includes("/figure/") && link.closest(".sheet, .panel")) {
    event.preventDefault();
    showOrigin(link).catch(() => { location.href = link.href; });
  } else if (link.matches(".term")) {
    event.preventDefault();
    showTerm(link);
  } else if (link.closest(".panel")) {
    panel.close();
  }
});

// the section that is being read is marked in the contents
const entries = new Map();
for (const link of document.querySelectorAll(".toc a[href^='#']")) {
  const section = document.getElementById(link.hash.slice(1));
  if (section && section.id !== "main") entries.set(section, link);
}
const visible = new Set();
const watcher = new IntersectionObserver((changes) => {
  for (const change of changes) {
    if (change.isIntersecting) visible.add(change.target);
    else visible.delete(change.target);
  }
  const current = [...entries.keys()].filter((section) => visible.has(section)).pop();
  if (!current) return;
  for (const link of entries.values()) link.removeAttribute("aria-current");
  entries.get(current).setAttribute("aria-current", "true");
}, { rootMargin: "-10% 0px -75% 0px" });
for (const section of entries.keys()) watcher.observe(section);

// a form that an address names is open, and before printing all are
function openNamed() {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named) named.closest("details")?.setAttribute("open", "");
}
addEventListener("hashchange", openNamed);
openNamed();

// what flows through a node of the picture is lit while the node is pointed at or has the focus
function light(event, isOn) {
  const row = event.target.closest?.(".flow a")?.getAttribute("href").slice(1);
  if (!row) return;
  for (const band of event.target.closest("svg").querySelectorAll("path")) {
    band.classList.toggle("lit", isOn && band.dataset.ends.split(" ").includes(row));
  }
}
for (const [name, isOn] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(name, (event) => light(event, isOn));
}
