import { clauses } from './clauses.ts';

/** PCI DSS 4.0.1. */
export const pci = clauses('pci-dss-4.0.1', () => 'https://www.pcisecuritystandards.org/document_library/', {
  '8.2.8': 'A session idle for more than 15 minutes asks for authentication again',
});
