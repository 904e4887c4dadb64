import { Migration } from '@mikro-orm/migrations';

/** Creates the tables of the log: a Merkle tree over revisions and signing keys, and the row hashes of each revision. */
export class Kit0003Log extends Migration {
  override up(): void {
    this.addSql(`
      create table log_leaf (
        index integer primary key check (index >= 0),
        revision integer unique,
        content text not null
      )`);
    // Perfect subtrees: the node at (level l, place n) covers leaves n·2^l to (n+1)·2^l - 1. Level 0 has the leaves.
    this.addSql(`
      create table log_node (
        level integer not null,
        place integer not null,
        hash bytea not null,
        primary key (level, place)
      )`);
    this.addSql(`
      create table log_head (
        size integer primary key,
        root bytea not null,
        signed_at text not null,
        key text not null,
        signature bytea not null
      )`);
    this.addSql(`
      create table log_rows (
        revision integer not null,
        chunk integer not null,
        root bytea not null,
        hashes bytea not null,
        primary key (revision, chunk)
      )`);
    // Hashes do not compress. Stored outside the row, they are not read by a query for the roots of all chunks.
    this.addSql(`alter table log_rows alter hashes set storage external`);
  }
}
