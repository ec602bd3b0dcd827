// The door of files for other features.
export { EntryFiles } from './EntryFiles';
export { DownloadLink, FileLine, isPicture } from './FileLine';
export { StorageCard } from './StorageCard';
export { UploadList } from './UploadList';
export { type FileSpot, useUploads } from './useUploads';
