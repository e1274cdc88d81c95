// What the editor completes: variables of the query, terms of the graph, prefixes, words of SPARQL.

const WORDS = (
  "SELECT DISTINCT WHERE OPTIONAL FILTER UNION GRAPH BIND VALUES MINUS EXISTS NOT ORDER BY GROUP HAVING LIMIT OFFSET ASK CONSTRUCT DESCRIBE FROM NAMED " +
  "PREFIX AS IN DESC ASC COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG DATATYPE REGEX CONTAINS STRSTARTS LCASE BOUND COALESCE IF YEAR"
).split(" ");

export function completions(known) {
  const terms = known.terms.map((term) => ({
    label: term.name,
    type: term.kind,
    detail: term.kind,
    info: term.said || undefined,
    boost: term.name.startsWith("ip5:") ? 2 : 0,
  }));
  const prefixes = Object.entries(known.prefixes).map(([name, base]) => ({ label: `${name}:`, type: "namespace", detail: base }));
  const words = WORDS.map((word) => ({ label: word, type: "keyword", boost: -1 }));
  return (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) {
      const names = new Set(context.state.doc.toString().match(/[?$]\w+/g) || []);
      names.delete(variable.text);
      return { from: variable.from, options: [...names].map((label) => ({ label, type: "variable" })) };
    }
    const word = context.matchBefore(/[A-Za-z][\w-]*:?[\w-]*/);
    if (!word && !context.explicit) return null;
    return { from: word ? word.from : context.pos, options: [...terms, ...prefixes, ...words], validFor: /^[\w:-]*$/ };
  };
}
