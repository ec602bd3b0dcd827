import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { PenLine } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Prose, useEntryCache } from '@/features/journal/public';
import { AnswerReviewDocument } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { dropDraft, loadDraft, saveDraft } from '@/lib/drafts';
import { newClientId } from '@/lib/id';
import { useGqlMutation } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { useErrorText } from '@/ui/ErrorNote';
import { Form, Row, TextAreaField } from '@/ui/Field';
import { LinkButton } from './links';
import type { Review } from './Review.lazy';
import classes from './Review.module.css';

/** What the person says about the period: three questions first, an entry like any other afterwards. */
export function AnswerCard({ review }: { review: Review }) {
	const { t } = useLingui();
	const { answer } = review;
	if (!answer) return <Questions period={review.period.key} />;
	return (
		<Card
			title={t`How it went`}
			aside={
				<LinkButton
					to="/journal/$entryId"
					params={{ entryId: answer.id }}
					search={{ edit: true }}
					variant="default"
					size="xs"
					leftSection={<PenLine size={14} aria-hidden />}
				>
					<Trans>Edit</Trans>
				</LinkButton>
			}
		>
			<Prose html={answer.bodyHtml} />
		</Card>
	);
}

interface Answers {
	texts: string[];
}

function Questions({ period }: { period: string }) {
	const { t } = useLingui();
	const questions = [t`What moved?`, t`What was hard?`, t`What comes next?`];
	const { texts, type, clientId, sent } = useAnswers(period);
	const queryClient = useQueryClient();
	const cache = useEntryCache();
	const errorText = useErrorText();
	const [problem, setProblem] = useState<string>();
	const save = useGqlMutation(AnswerReviewDocument, {
		onError: (error) => setProblem(errorText(error)),
		onSuccess: ({ answerReview }) => {
			const wrong = answerReview.errors[0];
			if (wrong) return setProblem(wrong.message);
			sent();
			announce(t`Saved`);
			cache.refresh();
			void queryClient.invalidateQueries({ queryKey: ['Review'] });
		},
	});
	const submit = () => {
		const parts = questions.flatMap((question, n) => {
			const text = texts[n]?.trim();
			return text ? [`### ${question}\n\n${text}`] : [];
		});
		if (parts.length === 0) return setProblem(t`Write a word or two first. One answer is enough.`);
		setProblem(undefined);
		save.mutate({ input: { clientId, period, body: `${parts.join('\n\n')}\n` } });
	};
	return (
		<Card title={t`How did it go?`}>
			<p className={classes.note}>
				<Trans>
					Answer what you like. It is kept as a private entry, and you can edit it later.
				</Trans>
			</p>
			<Form onSubmit={submit} label={t`How did it go?`}>
				{questions.map((question, n) => (
					<TextAreaField
						key={question}
						label={question}
						rows={2}
						dir="auto"
						value={texts[n] ?? ''}
						problem={n === 0 ? problem : undefined}
						onChange={(event) => type(n, event.target.value)}
					/>
				))}
				<Row>
					<Button type="submit" loading={save.isPending}>
						<Trans>Save</Trans>
					</Button>
				</Row>
			</Form>
		</Card>
	);
}

/** What is typed, kept in this browser until it is saved. */
function useAnswers(period: string) {
	const { user } = useViewer();
	const place = `review ${period}`;
	const [texts, setTexts] = useState<string[]>([]);
	const clientId = useRef(newClientId());
	const touched = useRef(false);
	useEffect(() => {
		let gone = false;
		void loadDraft<Answers>(user.id, place).then((draft) => {
			if (gone || touched.current || !draft) return;
			clientId.current = draft.clientId;
			setTexts(draft.content.texts);
		});
		return () => {
			gone = true;
		};
	}, [user.id, place]);
	const type = (n: number, text: string) => {
		touched.current = true;
		const next = [texts[0] ?? '', texts[1] ?? '', texts[2] ?? ''];
		next[n] = text;
		setTexts(next);
		void saveDraft({
			userId: user.id,
			place,
			baseRevision: 0,
			clientId: clientId.current,
			content: { texts: next } satisfies Answers,
			savedAt: Date.now(),
		}).catch(() => {});
	};
	return {
		texts,
		type,
		clientId: clientId.current,
		sent: () => void dropDraft(user.id, place).catch(() => {}),
	};
}
