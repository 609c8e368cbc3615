// Prints frameworks side by side for a lesson: what speaks for and against each, with the sources.
//
//   node compare.js ADDRESS FRAMEWORK FRAMEWORK...

import createClient from "openapi-fetch";
import type { components, paths } from "./framewise.js";

type FrameworkId = components["schemas"]["FrameworkId"];

const [address = "http://127.0.0.1:8080", ...frameworks] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl: address });

const { data, error } = await client.POST("/v1/recommendations", {
  body: {
    answers: { goal: "learn_fundamentals", experience: "beginner", project_size: "small" },
    // The service checks the names and says which it knows.
    candidates: frameworks as FrameworkId[],
    store: false,
  },
});
if (error) {
  const faults = error.errors?.map((fault) => `${fault.pointer}: ${fault.detail}`) ?? [];
  console.error([error.detail, ...faults].join("\n"));
  process.exit(1);
}

console.log(data.summary);
for (const place of data.ranking) {
  console.log(`\n${place.rank}. ${place.name}: ${place.score}`);
  for (const [mark, reasons] of [["+", place.strengths], ["-", place.cautions]] as const) {
    for (const reason of reasons ?? []) {
      const sources = reason.sources.map((source) => source.url).join(" ");
      console.log(`  ${mark} ${reason.text} ${sources}`.trimEnd());
    }
  }
}
