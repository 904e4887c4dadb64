import { Migration } from '@mikro-orm/migrations';

/**
 * Stores with each leaf the root of the tree that ends with it. Number and root together identify a revision. Adds the id
 * of the ingestion to revisions, by which a publisher finds its revision if the connection broke during COMMIT.
 */
export class Kit0005Roots extends Migration {
  override up(): void {
    this.addSql('alter table log_leaf add root bytea');
    this.addSql('alter table revision add ingestion uuid unique');
  }
}
