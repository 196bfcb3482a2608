import { clauses } from './clauses.ts';

/** PCI DSS 4.0.1. */
export const pci = clauses('pci-dss-4.0.1', () => 'https://www.pcisecuritystandards.org/document_library/', {
  '8.2.8': 'A session idle for more than 15 minutes asks for authentication again',
  '8.3.4': 'A user is locked out after 10 failed tries at most, for 30 minutes at least',
});
