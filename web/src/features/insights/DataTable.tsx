import { type ReactNode, useState } from 'react';
import classes from './DataTable.module.css';

interface DataTableProps {
	caption: string;
	head: string[];
	rows: { key: string; cells: ReactNode[] }[];
	/** The text that opens it. */
	children: ReactNode;
}

/** The numbers of a chart as a table, folded away until somebody wants them. */
export function DataTable({ caption, head, rows, children }: DataTableProps) {
	const [open, setOpen] = useState(false);
	return (
		<details
			className={classes.details}
			open={open}
			onToggle={(event) => setOpen(event.currentTarget.open)}
		>
			<summary>{children}</summary>
			{open ? (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
				<section className={classes.scroll} tabIndex={0} aria-label={caption}>
					<table>
						<caption>{caption}</caption>
						<thead>
							<tr>
								{head.map((name) => (
									<th key={name} scope="col">
										{name}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{rows.map((row) => (
								<tr key={row.key}>
									{row.cells.map((cell, i) =>
										i === 0 ? (
											<th key={head[i]} scope="row">
												{cell}
											</th>
										) : (
											<td key={head[i]}>{cell}</td>
										),
									)}
								</tr>
							))}
						</tbody>
					</table>
				</section>
			) : null}
		</details>
	);
}
