import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ArchiveRowFragment } from '@/gql/graphql';
import { RowItem, RowList } from '@/ui/RowList';

type Report = NonNullable<ArchiveRowFragment['report']>;

/** What became, or would become, of an archive: numbers first, then what could not be brought, file by file. */
export function ReportList({ report, preview }: { report: Report; preview: boolean }) {
	const { t } = useLingui();
	const nouns = useNouns();
	const outcomes = useOutcomes(preview);
	return (
		<>
			<RowList label={preview ? t`What would become of it` : t`What became of it`}>
				{report.counts
					.filter((c) => c.outcome !== 'refused')
					.map((c) => (
						<RowItem
							key={c.noun + c.outcome}
							title={`${c.n} · ${nouns[c.noun] ?? c.noun}`}
							detail={outcomes[c.outcome] ?? c.outcome}
						/>
					))}
			</RowList>
			{report.renamedTotal > 0 ? (
				<details>
					<summary>
						<Plural
							value={report.renamedTotal}
							one="# thing gets a new id, because its own is taken here"
							other="# things get new ids, because their own are taken here"
						/>
					</summary>
					<ul dir="ltr">
						{report.renamed.map((r) => (
							<li key={r.noun + r.from}>
								<code>{r.from}</code> → <code>{r.to}</code>
							</li>
						))}
					</ul>
				</details>
			) : null}
			{report.refused > 0 ? (
				<>
					<p>
						<Plural
							value={report.refused}
							one="# file is left out:"
							other="# files are left out:"
						/>
					</p>
					<RowList label={t`Left out`}>
						{report.problems.map((p) => (
							<RowItem
								key={p.file + p.code}
								title={p.file ? <code dir="ltr">{p.file}</code> : t`The archive`}
								detail={p.message}
							/>
						))}
					</RowList>
					{report.refused > report.problems.length ? (
						<p>
							<Trans>The first {report.problems.length} are shown.</Trans>
						</p>
					) : null}
				</>
			) : null}
		</>
	);
}

function useNouns(): Record<string, string> {
	const { t } = useLingui();
	return {
		entries: t`entries`,
		versions: t`earlier versions`,
		purged: t`removed for good`,
		tags: t`tags`,
		profile: t`profile and settings`,
		avatar: t`picture`,
		daysOff: t`days off`,
		streakRules: t`rules of the streak`,
		files: t`files`,
	};
}

function useOutcomes(preview: boolean): Record<string, string> {
	const { t } = useLingui();
	return {
		created: preview ? t`new: would be brought` : t`new: brought`,
		same: t`here already, the same`,
		kept: t`here already, but different: stays as it is here`,
		changed: preview ? t`would take what the archive says` : t`took what the archive says`,
	};
}
