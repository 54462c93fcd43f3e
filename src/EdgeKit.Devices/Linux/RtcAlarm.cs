namespace EdgeKit.Devices.Linux;

/// <summary>The alarm of the board's clock, which switches on a board that is off (kernel: ABI/testing/sysfs-class-rtc, <c>wakealarm</c>).</summary>
public static class RtcAlarm
{
    /// <summary>Sets it, in place of one that is set.</summary>
    /// <param name="after">From now; whole seconds.</param>
    /// <param name="clock">The folder in <c>/sys/class/rtc</c>.</param>
    /// <param name="root">Where sysfs is.</param>
    /// <exception cref="DeviceException">There is no such clock, or it takes no alarm.</exception>
    public static void Set(TimeSpan after, string clock = "rtc0", string root = "/sys")
    {
        var folder = Path.Combine(root, "class/rtc", clock);
        var now = KernelFile.ReadNumber(Path.Combine(folder, "since_epoch"));

        // The kernel refuses one while another is set: that has to go first.
        KernelFile.WriteNumber(Path.Combine(folder, "wakealarm"), 0);
        KernelFile.WriteNumber(Path.Combine(folder, "wakealarm"), now + (long)after.TotalSeconds);
    }
}
