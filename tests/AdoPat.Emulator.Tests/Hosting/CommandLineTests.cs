using System;
using AdoPat.Emulator.Hosting;
using Xunit;

namespace AdoPat.Emulator.Tests.Hosting;

public class CommandLineTests
{
    [Fact]
    public void Every_option_is_read()
    {
        EmulatorOptions options = CommandLine.Parse(
            ["--port", "5001", "--seed", "s.json", "--ready-file", "r.json", "--sign-in", "a@b", "--latency", "20", "--token-lifetime", "9", "--budget", "7", "--quiet"]);

        Assert.Equal(
            new EmulatorOptions
            {
                Port = 5001,
                SeedFile = "s.json",
                ReadyFile = "r.json",
                SignIn = "a@b",
                Latency = TimeSpan.FromMilliseconds(20),
                TokenLifetime = TimeSpan.FromSeconds(9),
                Budget = 7,
                LogRequests = false,
            },
            options);
    }

    [Theory]
    [InlineData("--prot", "1", "--prot")]
    [InlineData("--port", "x", "--port")]
    [InlineData("--port", "70000", "65535")]
    [InlineData("--port", "-1", "--port")]
    [InlineData("--seed", null, "--seed")]
    public void What_is_wrong_is_named(string name, string? value, string named)
    {
        string[] args = value is null ? [name] : [name, value];

        Assert.Contains(named, Assert.Throws<FormatException>(() => CommandLine.Parse(args)).Message);
    }

    [Fact]
    public void The_help_names_every_option()
    {
        foreach (string name in new[] { "--port", "--seed", "--ready-file", "--sign-in", "--latency", "--token-lifetime", "--budget", "--quiet", "--help" })
        {
            Assert.Contains(name, CommandLine.HelpText);
        }
    }
}
