// Node.js needs the endings of files in imports.
export default {
  output: { path: "hey", importFileExtension: ".js" },
};
