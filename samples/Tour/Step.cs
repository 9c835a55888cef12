using System;

namespace AdoPat.Tour;

/// <summary>One part of the tour.</summary>
internal static class Step
{
    /// <summary>Says what comes now.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="remark">What to look at.</param>
    public static void Begin(string title, string remark) => Console.WriteLine($"\n{title}: {remark}");

    /// <summary>Ends the tour unless something holds.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="what">What, as a sentence.</param>
    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public static void Check(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"It was expected that {what}.");
        }
    }
}
