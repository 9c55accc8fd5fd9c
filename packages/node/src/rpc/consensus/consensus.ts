export interface Consensus {
  todo: true;
}
