import type { DBSchema, IDBPDatabase, IDBPObjectStore, StoreNames } from 'idb';
import { named } from './base';

/** What a browser keeps for us in IndexedDB: one database of one store. */
export interface Kept<Schema extends DBSchema, Name extends StoreNames<Schema>> {
	/** Whether the browser has IndexedDB at all. */
	readonly possible: boolean;
	/** Reads, in one transaction. Fails where the browser forbids it. */
	read<T>(work: (store: IDBPObjectStore<Schema, [Name], Name>) => Promise<T>): Promise<T>;
	/** Writes, in one transaction, which is done whole or not at all. */
	write<T>(
		work: (store: IDBPObjectStore<Schema, [Name], Name, 'readwrite'>) => Promise<T>,
	): Promise<T>;
}

/**
 * Describes a database; it is opened, and the code for it loaded, when it is first needed. What is written with strict
 * durability is on the disk when the write ends.
 */
export function kept<Schema extends DBSchema, Name extends StoreNames<Schema>>(
	name: string,
	store: Name,
	upgrade: (db: IDBPDatabase<Schema>) => void,
	durability: IDBTransactionDurability = 'default',
): Kept<Schema, Name> {
	let opening: Promise<IDBPDatabase<Schema>> | undefined;
	const forget = () => {
		opening = undefined;
	};
	const open = () => {
		opening ??= import('idb')
			.then(({ openDB }) => openDB<Schema>(named(name), 1, { upgrade, terminated: forget }))
			.catch((error: unknown) => {
				forget();
				throw error;
			});
		return opening;
	};
	return {
		possible: typeof indexedDB !== 'undefined',
		async read(work) {
			const tx = (await open()).transaction(store, 'readonly');
			return await settled(tx.done, work(tx.store));
		},
		async write(work) {
			const tx = (await open()).transaction(store, 'readwrite', { durability });
			return await settled(tx.done, work(tx.store));
		},
	};
}

/** Waits for the work and for its transaction: when both fail, which they do together, the failure is told once. */
async function settled<T>(done: Promise<void>, work: Promise<T>): Promise<T> {
	const [result] = await Promise.all([work, done]);
	return result;
}
