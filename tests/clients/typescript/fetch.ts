// What a program does with a client of openapi-typescript and openapi-fetch: recommend, batch, compare, list, give
// feedback, read an error.

import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./framewise.js";

type Recommendation = components["schemas"]["Recommendation"];

const client = createClient<paths>({ baseUrl: process.argv[2] ?? "http://127.0.0.1:8080" });

const { data, error } = await client.POST("/v1/recommendations", {
  body: {
    answers: { project_type: "rest_api", features: ["api_docs", "nosql"] },
    candidates: ["fastapi", "flask", "litestar"],
    priorities: { performance: 2, "feature:nosql": 0.5 },
    store: true,
  },
});
if (error) throw new Error(error.detail);
const recommendation: Recommendation = data;
assert.equal(recommendation.ranking[0]?.framework, recommendation.recommended);
assert.ok(recommendation.ranking[0]?.strengths?.[0]?.text);
assert.equal(recommendation.detail, "standard");
assert.ok(recommendation.stored && recommendation.receipt);

const feedback = await client.POST("/v1/feedback", {
  body: { receipt: recommendation.receipt, chosen: "flask", rating: 4 },
});
assert.equal(feedback.data?.chosen, "flask");

const linked = await client.GET("/v1/recommendations", {
  params: { query: { features: ["api_docs", "nosql"], candidates: ["fastapi", "flask"], detail: "full", uniform: true } },
});
assert.equal(linked.data?.robustness?.uniform, true);
assert.equal(linked.data?.robustness?.spread, null);

const batch = await client.POST("/v1/recommendations/batch", {
  body: {
    requests: [
      { answers: { project_type: "cms" }, detail: "brief", store: false },
      { candidates: ["django"], exclude: ["django"], store: false },
    ],
  },
});
const [first, second] = batch.data?.results ?? [];
assert.ok(first?.recommendation?.links.page);
assert.equal(second?.problem?.errors?.[0]?.pointer, "#/exclude");

const comparison = await client.GET("/v1/comparison", { params: { query: { frameworks: ["django", "flask"] } } });
assert.equal(comparison.data?.frameworks[0]?.links.self, "/v1/frameworks/django");

const list = await client.GET("/v1/frameworks", {
  params: { query: { capability: ["orm", "admin_interface"], support: "built_in" } },
});
assert.ok(list.data?.items.some((framework) => framework.id === "django"));

const contradiction = await client.POST("/v1/recommendations", {
  body: { candidates: ["django"], target: "flask", store: false },
});
assert.equal(contradiction.response.status, 422);
assert.equal(contradiction.error?.errors?.[0]?.pointer, "#/target");
console.log("openapi-fetch:", recommendation.recommended, recommendation.summary);
