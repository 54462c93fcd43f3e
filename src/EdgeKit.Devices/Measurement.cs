namespace EdgeKit.Devices;

/// <summary>One value as a device gave it.</summary>
/// <param name="Quantity">What it measures, and its unit.</param>
/// <param name="Value">A finite number. What a device cannot tell now is left out, never 0.</param>
/// <param name="Channel">Which of several of the same quantity: <c>1</c> to <c>3</c> of an INA3221, a label of hwmon; empty where there is one.</param>
public readonly record struct Measurement(Quantity Quantity, double Value, string Channel = "");
