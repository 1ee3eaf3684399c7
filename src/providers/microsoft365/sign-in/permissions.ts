/** The Graph permissions that an administrator consents to, and what each is required for. */
export const graphPermissions = [
  { name: 'Directory.Read.All', for: 'see what was bought, by whom, and who left' },
  { name: 'User.Read.All', for: 'find people and their managers' },
  { name: 'LicenseAssignment.ReadWrite.All', for: 'give and take licences' },
  { name: 'Application.Read.All', for: 'know who is an administrator here' },
  { name: 'GroupMember.Read.All', for: 'know administrators who are so through a group' },
] as const;
