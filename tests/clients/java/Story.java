import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.FrameworksApi;
import org.openapitools.client.api.RecommendationsApi;
import org.openapitools.client.model.Answers;
import org.openapitools.client.model.BatchRequest;
import org.openapitools.client.model.CapabilityId;
import org.openapitools.client.model.FeatureId;
import org.openapitools.client.model.FeedbackRequest;
import org.openapitools.client.model.FinalChoice;
import org.openapitools.client.model.FrameworkId;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.ProjectType;
import org.openapitools.client.model.RecommendationRequest;

/** Recommend, batch, compare, list, give feedback, read an error. */
public final class Story {
  private static void check(boolean condition, Object what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  public static void main(String[] arguments) throws Exception {
    var client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    var recommendations = new RecommendationsApi(client);
    var frameworks = new FrameworksApi(client);

    var answers = new Answers()
        .projectType(ProjectType.REST_API)
        .features(List.of(FeatureId.API_DOCS, FeatureId.NOSQL));
    var request = new RecommendationRequest()
        .answers(answers)
        .candidates(List.of(FrameworkId.FASTAPI, FrameworkId.FLASK))
        .store(true);
    var recommendation = recommendations.recommend(request, null, null);
    var first = recommendation.getRanking().get(0);
    check(first.getFramework().equals(recommendation.getRecommended()), recommendation);
    check(!first.getStrengths().isEmpty(), first);

    var feedback = new FeedbackRequest()
        .receipt(recommendation.getReceipt())
        .chosen(FinalChoice.FLASK)
        .rating(4);
    check(recommendations.createFeedback(feedback).getChosen().equals("flask"), feedback);

    var contradiction = new RecommendationRequest()
        .candidates(List.of(FrameworkId.DJANGO))
        .exclude(List.of(FrameworkId.DJANGO))
        .store(false);
    var batch = recommendations.recommendBatch(
        new BatchRequest().requests(List.of(new RecommendationRequest().store(false), contradiction)), null);
    check(batch.getResults().get(0).getStatus() == 200, batch);
    check(batch.getResults().get(1).getStatus() == 422, batch);

    var comparison = frameworks.compareFrameworks(List.of(FrameworkId.DJANGO, FrameworkId.FLASK), null);
    check(comparison.getFrameworks().get(0).getId().equals("django"), comparison);

    var list = frameworks.listFrameworks(List.of(CapabilityId.ORM), null, null, null, null);
    check(list.getTotal() > 0, list);

    try {
      recommendations.recommend(contradiction, null, null);
      throw new AssertionError("no problem");
    } catch (ApiException failure) {
      var problem = client.getObjectMapper().readValue(failure.getResponseBody(), Problem.class);
      check(failure.getCode() == 422, failure);
      check(problem.getErrors().get(0).getPointer().equals("#/exclude"), problem);
    }
    System.out.println("java: " + recommendation.getRecommended() + " " + recommendation.getSummary());
  }
}
