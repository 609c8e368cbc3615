// What a program does with a Go client of openapi-generator: recommend, batch, compare, list, give feedback, read an
// error.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"example/client/framewise"
)

func check(condition bool, what any) {
	if !condition {
		fmt.Fprintln(os.Stderr, "unexpected:", what)
		os.Exit(1)
	}
}

func pointer[T any](value T) *T { return &value }

func main() {
	configuration := framewise.NewConfiguration()
	configuration.Servers = framewise.ServerConfigurations{{URL: os.Args[1]}}
	client := framewise.NewAPIClient(configuration)
	ctx := context.Background()

	request := framewise.RecommendationRequest{
		Answers: &framewise.Answers{
			ProjectType: pointer(framewise.PROJECTTYPE_REST_API),
			Features:    []framewise.FeatureId{framewise.FEATUREID_API_DOCS, framewise.FEATUREID_NOSQL},
		},
		Candidates: []framewise.FrameworkId{framewise.FRAMEWORKID_FASTAPI, framewise.FRAMEWORKID_FLASK},
		Store:      pointer(true),
	}
	recommendation, _, err := client.RecommendationsAPI.Recommend(ctx).RecommendationRequest(request).Execute()
	check(err == nil, err)
	recommended := recommendation.GetRecommended()
	check(recommendation.Ranking[0].Framework == recommended, recommended)
	check(len(recommendation.Ranking[0].Strengths) > 0, "no strengths")

	feedback := framewise.FeedbackRequest{
		Receipt: recommendation.GetReceipt(), Chosen: framewise.FINALCHOICE_FLASK, Rating: pointer(int32(4)),
	}
	stored, _, err := client.RecommendationsAPI.CreateFeedback(ctx).FeedbackRequest(feedback).Execute()
	check(err == nil && stored.Chosen == "flask", err)

	linked, _, err := client.RecommendationsAPI.GetRecommendation(ctx).
		Features([]framewise.FeatureId{framewise.FEATUREID_ORM, framewise.FEATUREID_FORMS}).
		Detail(framewise.DETAIL_BRIEF).Limit(2).Execute()
	check(err == nil && len(linked.Ranking) == 2, err)

	contradiction := framewise.RecommendationRequest{
		Candidates: []framewise.FrameworkId{framewise.FRAMEWORKID_DJANGO},
		Exclude:    []framewise.FrameworkId{framewise.FRAMEWORKID_DJANGO},
		Store:      pointer(false),
	}
	batch, _, err := client.RecommendationsAPI.RecommendBatch(ctx).BatchRequest(framewise.BatchRequest{
		Requests: []framewise.RecommendationRequest{{Store: pointer(false)}, contradiction},
	}).Execute()
	check(err == nil && batch.Results[0].Status == 200 && batch.Results[1].Status == 422, err)

	comparison, _, err := client.FrameworksAPI.CompareFrameworks(ctx).
		Frameworks([]framewise.FrameworkId{framewise.FRAMEWORKID_DJANGO, framewise.FRAMEWORKID_FLASK}).Execute()
	check(err == nil && comparison.Frameworks[0].Id == "django", err)

	list, _, err := client.FrameworksAPI.ListFrameworks(ctx).
		Capability([]framewise.CapabilityId{framewise.CAPABILITYID_ORM}).Execute()
	check(err == nil && list.Total > 0, err)

	_, _, err = client.RecommendationsAPI.Recommend(ctx).RecommendationRequest(contradiction).Execute()
	var failure *framewise.GenericOpenAPIError
	check(errors.As(err, &failure), err)
	problem, ok := failure.Model().(framewise.Problem)
	check(ok && problem.Errors[0].Pointer == "#/exclude", problem)
	fmt.Println("go:", recommended, recommendation.GetSummary())
}
