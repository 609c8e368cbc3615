// The same with a client of hey-api.

import assert from "node:assert/strict";
import { client } from "./hey/client.gen.js";
import {
  compareFrameworks,
  createFeedback,
  getRecommendation,
  listFrameworks,
  recommend,
  recommendBatch,
} from "./hey/sdk.gen.js";

client.setConfig({ baseUrl: process.argv[2] ?? "http://127.0.0.1:8080" });

const { data, error } = await recommend({
  body: {
    answers: { project_type: "rest_api", features: ["api_docs", "nosql"] },
    candidates: ["fastapi", "flask", "litestar"],
    store: true,
  },
});
if (!data) throw new Error(error?.detail);
assert.equal(data.ranking[0]?.framework, data.recommended);
assert.ok(data.receipt);

const feedback = await createFeedback({ body: { receipt: data.receipt, chosen: "none" } });
assert.equal(feedback.data?.rating, null);

const linked = await getRecommendation({ query: { features: ["orm", "forms"], limit: 2, detail: "brief" } });
assert.equal(linked.data?.ranking.length, 2);

const batch = await recommendBatch({
  body: { requests: [{ store: false }, { candidates: ["django"], exclude: ["django"], store: false }] },
});
assert.equal(batch.data?.results[1]?.status, 422);

const comparison = await compareFrameworks({ query: { frameworks: ["django", "flask"] } });
assert.ok(comparison.data?.advantages["django"]?.[0]?.text);

const list = await listFrameworks({ query: { capability: ["websockets"] } });
assert.ok(list.data && list.data.total > 0);

const refused = await recommend({ body: { candidates: ["django"], target: "flask", store: false } });
assert.equal(refused.error?.errors?.[0]?.pointer, "#/target");
console.log("hey-api:", data.recommended);
