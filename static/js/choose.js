// Codes, units and projects by number, name or pinyin initials: a list opens under the cell while
// one types. Without this script the browser's own list (datalist) stands in its place.
"use strict";

(() => {
  const body = document.querySelector("table.grid[data-prefix]")?.tBodies[0];
  if (!body) return;
  const MOST = 10;
  const lists = new Map();

  function options(id) {
    if (!lists.has(id)) {
      const found = [...document.querySelectorAll(`#${id} option`)].map((option) => {
        const words = option.textContent.split(" ");
        return { value: option.value, name: words[0], all: option.textContent.toLowerCase() };
      });
      lists.set(id, found);
    }
    return lists.get(id);
  }

  // best first: the code's beginning, the initials' or the name's beginning, anything inside
  function rank(option, typed) {
    if (option.value.toLowerCase().startsWith(typed)) return 0;
    const words = option.all.split(" ");
    if (words.some((word) => word.startsWith(typed))) return 1;
    return option.all.includes(typed) || option.value.toLowerCase().includes(typed) ? 2 : 3;
  }

  function matches(field) {
    const typed = field.value.trim().toLowerCase();
    if (!typed) return options(field.dataset.list);
    return options(field.dataset.list)
      .map((option) => ({ option, rank: rank(option, typed) }))
      .filter((each) => each.rank < 3)
      .sort((a, b) => a.rank - b.rank)
      .map((each) => each.option);
  }

  const popup = document.createElement("ul");
  popup.id = "choices";
  popup.className = "choices";
  popup.setAttribute("role", "listbox");
  popup.setAttribute("aria-label", "可选的内容");
  popup.hidden = true;
  document.body.append(popup);
  let open = null;
  let active = 0;

  function close() {
    if (open) open.setAttribute("aria-expanded", "false");
    open?.removeAttribute("aria-activedescendant");
    open = null;
    popup.hidden = true;
  }

  function mark(place) {
    active = (place + popup.children.length) % popup.children.length;
    [...popup.children].forEach((item, number) => {
      item.setAttribute("aria-selected", String(number === active));
    });
    open.setAttribute("aria-activedescendant", popup.children[active].id);
  }

  function show(field) {
    const found = matches(field).slice(0, MOST);
    if (!found.length) return close();
    popup.replaceChildren(
      ...found.map((option, number) => {
        const item = document.createElement("li");
        item.id = `choice-${number}`;
        item.setAttribute("role", "option");
        item.dataset.value = option.value;
        const code = document.createElement("b");
        code.textContent = option.value;
        item.append(code);
        if (option.name && option.value !== option.name && field.dataset.list !== "list-project") {
          item.append(` ${option.name}`);
        }
        return item;
      }),
    );
    const box = field.getBoundingClientRect();
    popup.hidden = false;
    const room = window.innerHeight - box.bottom;
    const above = room < popup.offsetHeight + 8 && box.top > room;
    const left = Math.min(box.left, document.documentElement.clientWidth - popup.offsetWidth - 8);
    popup.style.left = `${Math.max(8, left)}px`;
    popup.style.top = `${above ? box.top - popup.offsetHeight : box.bottom}px`;
    open = field;
    field.setAttribute("aria-expanded", "true");
    mark(0);
    return undefined;
  }

  function take(field, value) {
    field.value = value;
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // what is typed short is completed when it can mean one thing only
  function complete(field) {
    const typed = field.value.trim();
    if (!typed || options(field.dataset.list).some((option) => option.value === typed)) return;
    const found = matches(field);
    if (found.length === 1) take(field, found[0].value);
  }

  body.addEventListener("focusin", ({ target }) => {
    const list = target.getAttribute?.("list");
    if (!list) return;
    target.dataset.list = list;
    target.removeAttribute("list");
    target.setAttribute("role", "combobox");
    target.setAttribute("aria-autocomplete", "list");
    target.setAttribute("aria-controls", popup.id);
    target.setAttribute("aria-expanded", "false");
  });
  body.addEventListener("input", ({ target, isTrusted }) => {
    if (isTrusted && target.dataset.list) show(target);
  });
  body.addEventListener("focusout", ({ target }) => {
    if (!target.dataset?.list) return;
    close();
    complete(target);
  });
  // the press may not take the focus away before the choice is taken
  popup.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("li");
    if (item && open) take(open, item.dataset.value);
  });
  document.addEventListener("scroll", close, true);

  // before the grid's own keys: while the list is open the arrows move in it
  body.addEventListener(
    "keydown",
    (event) => {
      const field = event.target;
      if (event.isComposing || !field.dataset?.list) return;
      if (!open) {
        if (event.key === "ArrowDown" && event.altKey) show(field);
        else return;
      } else if (event.key === "ArrowDown") mark(active + 1);
      else if (event.key === "ArrowUp") mark(active - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter") take(field, popup.children[active].dataset.value);
      else {
        if (event.key === "Tab") take(field, popup.children[active].dataset.value);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
})();
