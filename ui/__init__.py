"""The toolkit of the pages: what several of them use of Streamlit."""
