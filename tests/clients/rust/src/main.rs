//! Recommend, batch, compare, list, give feedback, read an error.

use framewise_client::apis::configuration::Configuration;
use framewise_client::apis::{frameworks_api, recommendations_api, Error};
use framewise_client::models::{
    Answers, BatchRequest, CapabilityId, FeatureId, FeedbackRequest, FinalChoice, FrameworkId,
    Problem, ProjectType, RecommendationRequest,
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let base_path = std::env::args().nth(1).expect("the address of the service");
    let configuration = Configuration { base_path, ..Configuration::default() };

    let request = RecommendationRequest {
        answers: Some(Box::new(Answers {
            project_type: Some(ProjectType::RestApi),
            features: Some(vec![FeatureId::ApiDocs, FeatureId::Nosql]),
            ..Answers::default()
        })),
        candidates: Some(vec![FrameworkId::Fastapi, FrameworkId::Flask]),
        store: Some(true),
        ..RecommendationRequest::default()
    };
    let recommendation =
        recommendations_api::recommend(&configuration, request, None, None).await.expect("a recommendation");
    let first = &recommendation.ranking[0];
    assert_eq!(Some(&first.framework), recommendation.recommended.as_ref());
    assert!(first.strengths.as_ref().is_some_and(|strengths| !strengths.is_empty()));

    let receipt = recommendation.receipt.clone().expect("a receipt");
    let feedback = FeedbackRequest { receipt, chosen: FinalChoice::Flask, rating: Some(4) };
    let stored = recommendations_api::create_feedback(&configuration, feedback).await.expect("feedback");
    assert_eq!(stored.chosen, "flask");

    let contradiction = RecommendationRequest {
        candidates: Some(vec![FrameworkId::Django]),
        exclude: Some(vec![FrameworkId::Django]),
        store: Some(false),
        ..RecommendationRequest::default()
    };
    let silent = RecommendationRequest { store: Some(false), ..RecommendationRequest::default() };
    let requests = BatchRequest { requests: vec![silent, contradiction.clone()] };
    let batch = recommendations_api::recommend_batch(&configuration, requests, None).await.expect("a batch");
    assert_eq!([batch.results[0].status, batch.results[1].status], [200, 422]);

    let frameworks = vec![FrameworkId::Django, FrameworkId::Flask];
    let comparison =
        frameworks_api::compare_frameworks(&configuration, frameworks, None).await.expect("a comparison");
    assert_eq!(comparison.frameworks[0].id, "django");

    let capability = Some(vec![CapabilityId::Orm]);
    let list = frameworks_api::list_frameworks(&configuration, capability, None, None, None, None);
    assert!(list.await.expect("a list").total > 0);

    match recommendations_api::recommend(&configuration, contradiction, None, None).await {
        // The generator takes the first of the types of errors that fits, which are all a `Problem`.
        Err(Error::ResponseError(response)) => {
            assert_eq!(response.status.as_u16(), 422);
            let problem: Problem = serde_json::from_str(&response.content).expect("a problem");
            assert_eq!(problem.errors.expect("errors")[0].pointer, "#/exclude");
        }
        other => panic!("{other:?}"),
    }
    println!("rust: {:?} {:?}", recommendation.recommended, recommendation.summary);
}
