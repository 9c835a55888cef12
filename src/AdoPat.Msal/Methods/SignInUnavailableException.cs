using System;

namespace AdoPat.Msal.Methods;

/// <summary>A method cannot be used on this machine or with this cache: the next one gets its turn.</summary>
internal sealed class SignInUnavailableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Why, as a sentence.</param>
    /// <param name="innerException">The cause.</param>
    public SignInUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
