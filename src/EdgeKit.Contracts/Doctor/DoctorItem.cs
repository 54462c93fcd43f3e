namespace EdgeKit.Contracts.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What it is.</param>
/// <param name="State">How it is.</param>
/// <param name="Evidence">What was seen, in plain words with its figures.</param>
/// <param name="Fix">What to do about it, for a technician; empty only when all is well.</param>
public sealed record DoctorItem(string Name, DoctorState State, string Evidence, string Fix);
