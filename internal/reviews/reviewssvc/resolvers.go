package reviewssvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/reviews"
)

// ViewerFields resolves what reviews add to GraphQL Viewer. All of it is about the actor of the context.
type ViewerFields struct{ S *Service }

// Digest resolves Viewer.digest.
func (f ViewerFields) Digest(ctx context.Context, _ *identity.Viewer, period string, shape *reviews.DigestShape, tag, query *string) (*reviews.Digest, error) {
	in := DigestRequest{Period: period, Shape: reviews.DigestShapeFull}
	if shape != nil {
		in.Shape = *shape
	}
	if tag != nil {
		in.Tag = *tag
	}
	if query != nil {
		in.Query = *query
	}
	return f.S.Digest(ctx, in)
}

// Review resolves Viewer.review.
func (f ViewerFields) Review(ctx context.Context, _ *identity.Viewer, period string) (*reviews.Review, error) {
	return f.S.Review(ctx, period)
}

// Mutations resolves what reviews add to GraphQL Mutation.
type Mutations struct{ S *Service }

// AnswerReview resolves Mutation.answerReview.
func (m Mutations) AnswerReview(ctx context.Context, input reviews.AnswerReviewInput) (*reviews.AnswerReviewPayload, error) {
	e, err := m.S.Answer(ctx, input)
	problems, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &reviews.AnswerReviewPayload{Entry: e, Errors: problems}, nil
}
