"use strict";
// The pages work without this: forms are forms and links are links. It adds keys, news of what
// others change, progress while something is written, and a warning before a text is lost.
(() => {
  const body = document.body;
  let dirty = false;
  let quote = () => {}; // takes what is chosen in the text into the forms that quote it

  const say = (text, link) => {
    const news = document.getElementById("news");
    news.textContent = text;
    if (link) {
      const a = document.createElement("a");
      a.href = link;
      a.textContent = "看现在的样子";
      news.append(" ", a);
    }
  };

  document.querySelectorAll("form[data-guard]").forEach((form) => {
    form.addEventListener("input", () => { dirty = true; });
  });
  document.addEventListener("submit", (event) => {
    const ask = event.target.dataset.confirm;
    if (ask && !window.confirm(ask)) { event.preventDefault(); return; }
    dirty = false;
  });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    const typing = at.matches("input, textarea, select");
    if (event.key === "Escape") { at.blur(); return; }
    if (event.key === "Enter" && event.ctrlKey && at.form) { at.form.requestSubmit(); return; }
    if (typing || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    // On a card of a finding its own verbs come first.
    const verb = `[data-key="${CSS.escape(event.key)}"]`;
    const found = at.closest(".cards li")?.querySelector(verb) ?? document.querySelector(verb);
    if (!found || found.disabled) return;
    event.preventDefault();
    quote(); // before the choice is lost to a form
    const details = found.closest("details");
    if (found.tagName === "SUMMARY") {
      details.open = true;
      (details.querySelector("textarea, input:not([type=hidden])") ?? found).focus();
    } else if (found.tagName === "INPUT") {
      found.focus();
    } else {
      found.click();
    }
  });

  document.querySelectorAll("[data-back]").forEach((link) => {
    link.addEventListener("click", (event) => { event.preventDefault(); history.back(); });
  });

  // Words chosen in the text are quoted as they are, or with the whole sentences that they stand in:
  // the same few words may stand elsewhere too.
  const plain = (range) => {
    const copy = range.cloneContents();
    copy.querySelectorAll(".sign, .tip").forEach((each) => each.remove());
    return copy.textContent;
  };
  const sentence = (paragraph, range) => {
    const before = document.createRange();
    before.selectNodeContents(paragraph);
    const text = plain(before);
    before.setEnd(range.startContainer, range.startOffset);
    const start = plain(before).length;
    if (paragraph.contains(range.endContainer)) before.setEnd(range.endContainer, range.endOffset);
    const end = Math.max(plain(before).length - 1, start);
    const begin = Math.max(...["。", "！", "？"].map((mark) => text.slice(0, start).lastIndexOf(mark)));
    const stop = text.slice(end).search(/[。！？]/);
    return text.slice(begin + 1, stop < 0 ? text.length : end + stop + 1).trim();
  };
  const article = document.querySelector("article.text");
  if (article) {
    quote = () => {
      const chosen = window.getSelection();
      const words = chosen.toString().split("\n")[0].trim();
      if (!words || !article.contains(chosen.anchorNode)) return;
      const range = chosen.getRangeAt(0);
      const paragraph = [...article.children].find((each) => each.contains(range.startContainer));
      const quotes = { words, sentence: paragraph ? sentence(paragraph, range) : words };
      document.querySelectorAll("[data-quote]").forEach((each) => { each.value = quotes[each.dataset.quote]; });
    };
    document.addEventListener("selectionchange", quote);
    quote(); // words may have been chosen before this was loaded
  }

  // The preview in pages: each is a window on the same text, moved on by as many lines as it shows.
  const paper = document.querySelector("article.paper");
  if (paper && window.matchMedia("screen and (min-width: 850px)").matches) {
    const lines = 22;
    const step = 28.95; // points between two lines, as the layout of the exported file has it
    const line = step * 4 / 3;
    const run = paper.querySelector(".run");
    const keep = (first, last, bottom) => { // on one page, as the exported file keeps them
      const from = Math.round(first.offsetTop / line);
      const to = Math.round((last.offsetTop + bottom) / line) - 1;
      if (to - from >= lines || Math.floor(from / lines) === Math.floor(to / lines)) return;
      first.style.marginTop = `${(lines - (from % lines)) * step}pt`;
    };
    run.querySelectorAll(".b-heading + *").forEach((each) => keep(each.previousElementSibling, each, line));
    const signed = run.querySelector(".b-paragraph:has(+ .b-signature)");
    if (signed) keep(signed.matches(".b-heading + *") ? signed.previousElementSibling : signed, run, run.offsetHeight);
    const count = Math.ceil(Math.round(run.offsetHeight / line) / lines);
    paper.classList.add("sheet");
    const sheets = [paper, ...Array.from({ length: count - 1 }, () => paper.cloneNode(true))];
    sheets.forEach((sheet, at) => {
      const number = document.createElement("div");
      number.className = at % 2 ? "page even" : "page";
      number.textContent = `— ${at + 1} —`;
      sheet.append(number);
      if (!at) return;
      sheet.setAttribute("aria-hidden", "true");
      sheet.querySelector(".run").style.marginTop = `${-at * lines * step}pt`;
    });
    paper.after(...sheets.slice(1));
  }

  // Asked again and again by the browser itself; a page that is not looked at does not ask.
  const listen = (path, hear) => {
    let source = null;
    let heard = Date.now();
    const turn = () => {
      if (source) source.close();
      source = path && !document.hidden ? new EventSource(path) : null;
      heard = Date.now();
      if (!source) return;
      source.onmessage = (event) => {
        heard = Date.now();
        if (hear(event.data)) { path = ""; turn(); }
      };
      source.onerror = () => { // the end of every answer, too
        if (source.readyState !== EventSource.CLOSED && Date.now() - heard < 8000) return;
        say("和程序断开了:它可能已经关了。存过的都在;没有存的文字请先复制下来。");
      };
    };
    document.addEventListener("visibilitychange", turn);
    turn();
  };

  const refresh = async (part) => {
    const answer = await fetch(location.pathname);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [old, now] = [document, page].map((each) => each.querySelector(part));
    const at = old.contains(document.activeElement) && document.activeElement.getAttribute("href");
    if (now) old.replaceWith(now);
    if (now && at) now.querySelector(`a[href="${CSS.escape(at)}"]`)?.focus();
  };

  if (body.dataset.events) {
    listen(body.dataset.events, (version) => {
      if (version === body.dataset.version) return;
      body.dataset.version = version;
      if (body.dataset.refresh) refresh(body.dataset.refresh);
      else say("这份初稿在别处改过了。", location.pathname);
    });
  }
  if (body.dataset.job) {
    listen(body.dataset.job, (news) => {
      const job = JSON.parse(news);
      const list = document.getElementById("progress");
      list.replaceChildren(...job.lines.map((line) => {
        const li = document.createElement("li");
        li.textContent = line;
        return li;
      }));
      document.getElementById("failed").textContent = job.error;
      if (job.error) document.getElementById("waiting").hidden = true;
      if (job.target) location.replace(location.pathname);
      return Boolean(job.error || job.target);
    });
  }
})();
