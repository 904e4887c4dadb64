import { Migration } from '@mikro-orm/migrations';

/** The log of a subgraph: a Merkle tree of its revisions and keys, and the hashes of the rows of each revision. */
export class Kit0003Log extends Migration {
  override up(): void {
    this.addSql(`
      create table log_leaf (
        index integer primary key check (index >= 0),
        revision integer unique,
        content text not null
      )`);
    // Perfect subtrees: place n of level l is over the leaves n·2^l to (n+1)·2^l - 1. Level 0 are the leaves.
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
    // Hashes do not compress, and a proof reads the roots of all chunks but the hashes of one.
    this.addSql(`alter table log_rows alter hashes set storage external`);
  }
}
