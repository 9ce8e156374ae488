// The editor. It stands in a shadow root, where its styles are adopted sheets: the page allows no style from scripts.
// Tab leaves it, as it leaves any other field.

import { autocompletion, closeCompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { completing } from "./completing.js";
import { missing } from "./prefixes.js";

const LOOK = EditorView.theme({
  "&": { border: "1px solid var(--quiet)", borderRadius: "4px", backgroundColor: "var(--paper)", color: "var(--ink)" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: ".875rem", lineHeight: "1.5", maxHeight: "60vh" },
  ".cm-content, .cm-gutter": { minHeight: "12rem" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".5rem 0" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--quiet)", borderRight: "1px solid var(--rule)" },
  ".cm-activeLine": { backgroundColor: "transparent", boxShadow: "inset 2px 0 var(--link)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "& > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { background: "var(--mark)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { background: "var(--mark)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--quiet)" },
  ".cm-tooltip": { border: "1px solid var(--quiet)", backgroundColor: "var(--panel)", color: "var(--ink)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", fontSize: ".875rem", maxHeight: "14rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--link)", color: "var(--paper)" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", marginLeft: ".8em" },
  ".cm-completionInfo": { fontFamily: "var(--sans)", fontSize: ".875rem", padding: ".4rem .6rem" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--alert)" },
  ".cm-diagnostic": { fontFamily: "var(--sans)", borderLeftColor: "var(--alert)" },
});
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--link)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--been)" },
  { tag: [tags.string, tags.number, tags.bool], color: "var(--alert)" },
  { tag: [tags.comment, tags.annotation], color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.url, tags.namespace, tags.typeName], color: "var(--ink)" },
]);

export class Editor {
  /** `known()` gives { prefixes, terms }; `run` is called on Ctrl-Enter, `changed` after each change by hand. */
  constructor(host, words, known, { run, changed }) {
    const root = host.attachShadow({ mode: "open" });
    this.known = known;
    this.view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        extensions: [
          keymap.of([
            { key: "Mod-Enter", run: () => run() ?? true },
            ...completionKeymap,
            ...historyKeymap,
            ...lintKeymap,
            ...defaultKeymap,
          ]),
          sparql(),
          syntaxHighlighting(COLOURS),
          LOOK,
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          bracketMatching(),
          indentOnInput(),
          EditorView.lineWrapping,
          autocompletion({ override: [completing(() => known().terms)], icons: false }),
          EditorState.phrases.of({ Completions: words.completions, Diagnostics: words.problems }),
          EditorView.contentAttributes.of({ "aria-label": words.query, spellcheck: "false", tabindex: "0" }),
          EditorView.updateListener.of((update) => {
            if (update.transactions.some((one) => one.isUserEvent("input") || one.isUserEvent("delete"))) changed();
            if (update.transactions.some((one) => one.isUserEvent("input.complete"))) queueMicrotask(() => this.declare());
          }),
        ],
      }),
    });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  set text(insert) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert } });
  }

  /** Declare the prefixes that are used and known and not declared. */
  declare() {
    const changes = missing(this.text, this.known().prefixes);
    if (changes.insert) this.view.dispatch({ changes });
  }

  /** Offer no words any more. */
  settle() {
    closeCompletion(this.view);
  }

  /** Mark what is wrong at a line and column, from 1, as far as told or to the end of the line; without a line, nothing is wrong. */
  blame(message, line, column = 1, length = Infinity) {
    const { doc } = this.view.state;
    const found = [];
    if (line && line <= doc.lines) {
      const { from, to } = doc.line(line);
      const at = Math.min(from + column - 1, to);
      found.push({ from: at === to ? from : at, to: Math.min(at + length, to), severity: "error", message });
    }
    this.view.dispatch(setDiagnostics(this.view.state, found));
  }
}
