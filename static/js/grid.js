// The grid as a spreadsheet: arrows and Enter move, Ctrl+D repeats the row above, a pasted block
// goes to the server for a look before it is saved, and the line under the cursor says where it
// will be printed. Without this script the page is a plain form.
"use strict";

(() => {
  const grid = document.querySelector("table.grid[data-prefix]");
  const body = grid?.tBodies[0];
  const total = document.querySelector(`input[name="${grid?.dataset.prefix}-TOTAL_FORMS"]`);
  const blank = document.getElementById("blank-row");
  const more = document.getElementById("more");
  if (!body || !total) return;

  const fields = (row) => [...row.querySelectorAll("td input, td select")];
  const rowOf = (field) => field.closest("tr");

  function addRow() {
    const number = Number(total.value);
    const holder = document.createElement("tbody");
    holder.innerHTML = blank.innerHTML.replaceAll("__prefix__", String(number));
    const row = holder.rows[0];
    row.querySelector("th span").textContent = String(Number(grid.dataset.before) + number + 1);
    body.append(row);
    total.value = String(number + 1);
    return row;
  }

  function go(field, down, across) {
    const row = rowOf(field);
    const place = fields(row).indexOf(field);
    let target = row;
    if (down > 0) target = row.nextElementSibling ?? (blank ? addRow() : row);
    if (down < 0) target = row.previousElementSibling ?? row;
    const cell = fields(target)[place + across];
    cell?.focus();
    cell?.select?.();
  }

  function repeatAbove(field) {
    const above = rowOf(field).previousElementSibling;
    if (!above) return;
    const from = fields(above);
    fields(rowOf(field)).forEach((each, place) => {
      if (each.type !== "checkbox" && !each.value) each.value = from[place].value;
    });
  }

  const atEdge = (field, step) => {
    if (field.tagName === "SELECT" || field.type === "checkbox") return true;
    const edge = step < 0 ? 0 : field.value.length;
    return field.selectionStart === edge && field.selectionEnd === edge;
  };

  body.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.isComposing || !field.matches("input, select")) return;
    const moves = { ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [1, 0] };
    if (event.key === "d" && event.ctrlKey) repeatAbove(field);
    else if (field.tagName === "SELECT" && event.key !== "Enter") return;
    else if (moves[event.key]) go(field, ...moves[event.key]);
    else if (event.key === "ArrowLeft" && atEdge(field, -1)) go(field, 0, -1);
    else if (event.key === "ArrowRight" && atEdge(field, 1)) go(field, 0, 1);
    else return;
    event.preventDefault();
  });

  grid.closest("form").addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  });

  body.addEventListener("change", (event) => {
    if (event.target.name?.endsWith("-DELETE")) {
      rowOf(event.target).classList.toggle("gone", event.target.checked);
    }
  });

  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const block = document.getElementById("block");
    const place = event.target.name?.slice(grid.dataset.prefix.length + 1) ?? "";
    block.value = text;
    document.getElementById("paste-at").value = place;
    block.closest("details").open = true;
    block.scrollIntoView({ block: "center" });
    document.getElementById("unit").focus();
  });

  const fen = (text) => {
    const plain = text.normalize("NFKC").replaceAll(/[, ]/g, "");
    const found = /^([+-]?)(\d+)(?:\.(\d{1,2}))?$/.exec(plain);
    if (!found) return 0n;
    const value = BigInt(found[2]) * 100n + BigInt((found[3] ?? "").padEnd(2, "0"));
    return found[1] === "-" ? -value : value;
  };

  function unsaved() {
    let sum = 0n;
    for (const cell of body.querySelectorAll("input[name$='-amount']")) {
      const gone = rowOf(cell).querySelector("[name$='-DELETE']")?.checked;
      sum += (gone ? 0n : fen(cell.value)) - fen(cell.defaultValue);
    }
    const sign = sum < 0n ? "-" : "+";
    const size = sum < 0n ? -sum : sum;
    const yuan = (size / 100n).toLocaleString("zh-CN");
    const rest = String(size % 100n).padStart(2, "0");
    const shown = document.getElementById("unsaved");
    if (shown) shown.textContent = sum ? `未保存 ${sign}${yuan}.${rest}元` : "";
  }

  body.addEventListener("input", unsaved);
  body.addEventListener("change", unsaved);

  const where = document.getElementById("where");
  let asked = 0;

  async function tellWhere(row) {
    if (!where || !grid.dataset.where) return;
    const cells = fields(row).filter((field) => field.type !== "checkbox");
    const typed = new URLSearchParams();
    for (const cell of cells) typed.set(cell.name.split("-").at(-1), cell.value);
    asked += 1;
    const mine = asked;
    const answer = await fetch(`${grid.dataset.where}?${typed}`).catch(() => null);
    if (answer?.ok && !answer.redirected && mine === asked) where.innerHTML = await answer.text();
  }

  let current = null;
  body.addEventListener("focusin", (event) => {
    const row = rowOf(event.target);
    if (row === current) return;
    current?.classList.remove("current");
    current = row;
    row.classList.add("current");
    tellWhere(row);
  });
  body.addEventListener("change", (event) => tellWhere(rowOf(event.target)));
  const copy = document.getElementById("copy-row");
  if (copy) {
    copy.hidden = false;
    copy.addEventListener("click", () => {
      if (!current) return;
      const from = fields(current);
      const made = fields(addRow());
      made.forEach((each, place) => {
        if (each.type !== "checkbox") each.value = from[place].value;
      });
      made[0].focus();
      unsaved();
    });
  }

  const keys = document.getElementById("keys");
  if (keys) keys.hidden = false;
  if (more) {
    more.hidden = false;
    more.addEventListener("click", () => {
      for (let count = 0; count < 5; count += 1) addRow();
    });
  }
})();
