namespace EdgeKit.Devices.Linux;

/// <summary>
/// A battery or charger that a kernel driver knows (kernel: ABI/testing/sysfs-class-power, power/power_supply_class). Gives volts, amperes, watts, % of
/// charge, Ah and Wh <em>left</em>, °C; <see cref="Quantity.IsOn"/> as <c>online</c> (it supplies) and as <c>charging</c> (its status says so).
/// </summary>
/// <remarks>
/// By the ABI a current below 0 discharges and one above 0 charges. Several drivers of fuel gauges give it without a sign; for those the status has to say
/// which way it flows. A battery that is not in its holder (<c>present</c> 0) is <see cref="DeviceFault.Absent"/>.
/// </remarks>
/// <param name="name">Its folder in <c>/sys/class/power_supply</c>.</param>
/// <param name="currentHasSign">False where the driver gives currents without a sign: one that discharges is then made negative.</param>
/// <param name="root">Where sysfs is.</param>
public sealed class PowerSupplySensor(string name, bool currentHasSign = true, string root = "/sys") : ISensor
{
    private static readonly (string File, Quantity Quantity, double UnitsPerStep, string Channel)[] Kinds =
    [
        ("voltage_now", Quantity.Volts, 1e-6, ""),
        ("current_now", Quantity.Amperes, 1e-6, ""),
        ("power_now", Quantity.Watts, 1e-6, ""),
        ("capacity", Quantity.ChargePercent, 1, ""),
        ("charge_now", Quantity.AmpereHours, 1e-6, ""),
        ("energy_now", Quantity.WattHours, 1e-6, ""),
        ("temp", Quantity.Celsius, 1e-1, ""),
        ("online", Quantity.IsOn, 1, "online"),
    ];

    private readonly string _folder = Path.Combine(root, "class/power_supply", name);
    private IReadOnlyList<KernelValue>? _values;
    private bool _hasStatus;
    private bool _hasPresent;

    /// <inheritdoc />
    public string Description => $"power supply {name}";

    /// <inheritdoc />
    public void Begin()
    {
        _values = null;
        var files = KernelFile.Files(_folder).ToHashSet(StringComparer.Ordinal);
        _hasStatus = files.Contains("status");
        _hasPresent = files.Contains("present");
        List<KernelValue> values =
        [
            .. Kinds.Where(kind => files.Contains(kind.File))
                .Select(kind => new KernelValue(Path.Combine(_folder, kind.File), kind.Quantity, kind.UnitsPerStep, kind.Channel)),
        ];
        if (values.Count == 0 && !_hasStatus)
        {
            throw new DeviceException(DeviceFault.WrongChip, $"{Description} measures nothing that we know");
        }

        if (!currentHasSign && !_hasStatus)
        {
            throw new DeviceException(DeviceFault.WrongChip, $"{Description} has no status that could say which way the current flows");
        }

        _values = values;
    }

    /// <inheritdoc />
    public IReadOnlyList<Measurement> Read()
    {
        var values = _values ?? throw new DeviceException(DeviceFault.NotReady, $"{Description} has not begun");
        if (_hasPresent && KernelFile.ReadNumber(Path.Combine(_folder, "present")) == 0)
        {
            throw new DeviceException(DeviceFault.Absent, $"{Description} has no battery in it");
        }

        var status = Status();
        var measured = KernelValue.ReadAll(values);
        if (!currentHasSign)
        {
            GiveSign(measured, status);
        }

        if (status is not PowerSupplyStatus.Unknown)
        {
            measured.Add(new Measurement(Quantity.IsOn, status is PowerSupplyStatus.Charging ? 1 : 0, "charging"));
        }

        return measured.Count > 0 ? measured : throw new DeviceException(DeviceFault.NotReady, $"{Description} does not know its status yet");
    }

    /// <inheritdoc />
    public void Dispose() => _values = null;

    private static void GiveSign(List<Measurement> measured, PowerSupplyStatus status)
    {
        for (var index = measured.Count - 1; index >= 0; index--)
        {
            if (measured[index] is not { Quantity: Quantity.Amperes } current)
            {
                continue;
            }

            if (status is PowerSupplyStatus.Unknown && current.Value != 0)
            {
                // A current that may flow either way would count wrongly; it is left out.
                measured.RemoveAt(index);
            }
            else if (status is PowerSupplyStatus.Discharging)
            {
                measured[index] = current with { Value = -Math.Abs(current.Value) };
            }
        }
    }

    private PowerSupplyStatus Status()
    {
        if (!_hasStatus)
        {
            return PowerSupplyStatus.Unknown;
        }

        var path = Path.Combine(_folder, "status");
        return KernelFile.ReadText(path) switch
        {
            "Unknown" => PowerSupplyStatus.Unknown,
            "Charging" => PowerSupplyStatus.Charging,
            "Discharging" => PowerSupplyStatus.Discharging,
            "Not charging" => PowerSupplyStatus.NotCharging,
            "Full" => PowerSupplyStatus.Full,
            var other => throw new DeviceException(DeviceFault.Nonsense, $"{path}: '{other}' is no status of the kernel's"),
        };
    }
}
