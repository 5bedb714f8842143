"use strict";
(function () {
  const form = document.getElementById("filters");
  if (!form) return;
  const rules = Array.from(document.querySelectorAll(".rule"), function (section) {
    return {
      section: section,
      items: Array.from(section.querySelectorAll(".found > li"), function (item) {
        return { item: item, file: item.dataset.file, words: null };
      }),
    };
  });
  const status = document.getElementById("shown");
  const none = document.getElementById("none");
  const all = Number(form.dataset.all);
  const onPage = Number(form.dataset.onPage);
  const number = new Intl.NumberFormat("en");

  function wordsOf(one) {
    if (one.words === null) one.words = one.item.textContent.toLowerCase();
    return one.words;
  }

  function apply() {
    const severities = new Set();
    form.querySelectorAll("input[name=severity]:checked").forEach(function (box) { severities.add(box.value); });
    const rule = form.elements.rule.value;
    const file = form.elements.file.value;
    const words = form.elements.words.value.trim().toLowerCase();
    let shown = 0;
    rules.forEach(function (one) {
      const data = one.section.dataset;
      const wanted = severities.has(data.severity) && (rule === "" || rule === data.rule);
      let here = 0;
      one.items.forEach(function (entry) {
        const fits = wanted && (file === "" || file === entry.file) && (words === "" || wordsOf(entry).includes(words));
        entry.item.hidden = !fits;
        if (fits) here += 1;
      });
      one.section.hidden = here === 0;
      shown += here;
    });
    none.hidden = shown !== 0;
    status.textContent = number.format(shown) + " of " + number.format(all) + " findings shown" +
      (onPage < all ? " (" + number.format(all - onPage) + " are not on this page; each rule says how many)" : "");
  }

  function clear() {
    form.reset();
    apply();
  }

  let waiting = 0;
  form.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  document.getElementById("clear").addEventListener("click", clear);
  document.getElementById("clear-too").addEventListener("click", clear);
  // A link to a rule that the filters hide shows it again.
  function reveal() {
    const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    if (target && target.hidden) { clear(); target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", reveal);
  document.addEventListener("click", function (event) {
    const link = event.target.closest ? event.target.closest("a[href^='#r']") : null;
    if (link) {
      const target = document.getElementById(link.getAttribute("href").slice(1));
      if (target && target.hidden) clear();
    }
  });
  form.hidden = false;
  apply();
})();
